output "vpc_id" {
  description = "The network"
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "Its IPv4 addresses; those of the load balancer are among them"
  value       = aws_vpc.this.cidr_block
}

output "subnet_ids" {
  description = "One public subnet for each zone"
  value       = aws_subnet.public[*].id
}

output "load_balancer_security_group_id" {
  description = "Security group of the load balancer"
  value       = aws_security_group.load_balancer.id
}

output "instances_security_group_id" {
  description = "Security group of the instances"
  value       = aws_security_group.instances.id
}
