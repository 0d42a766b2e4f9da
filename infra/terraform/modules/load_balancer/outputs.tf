output "arn" {
  description = "The load balancer; its ARN is the signer of its claims"
  value       = aws_lb.this.arn
}

output "arn_suffix" {
  description = "Name of the load balancer in metrics"
  value       = aws_lb.this.arn_suffix
}

output "dns_name" {
  description = "Its own name"
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "The zone of its own name"
  value       = aws_lb.this.zone_id
}

output "target_group_arns" {
  description = "Target group of each part of the service, once requests can reach it"
  value       = { for part, group in aws_lb_target_group.this : part => group.arn }
  depends_on  = [aws_lb_listener_rule.route, aws_lb_listener.https]
}

output "target_group_arn_suffixes" {
  description = "The same in metrics"
  value       = { for part, group in aws_lb_target_group.this : part => group.arn_suffix }
}
