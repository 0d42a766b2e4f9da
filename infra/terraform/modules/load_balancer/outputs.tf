output "arn" {
  description = "The load balancer; it signs the claims that it passes on with this name"
  value       = aws_lb.this.arn
}

output "arn_suffix" {
  description = "The load balancer in metrics"
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
  description = "Where each part of the service is registered, once requests can reach it"
  value       = { for part, group in aws_lb_target_group.this : part => group.arn }
  depends_on  = [aws_lb_listener_rule.route, aws_lb_listener.https]
}

output "target_group_arn_suffixes" {
  description = "The same in metrics"
  value       = { for part, group in aws_lb_target_group.this : part => group.arn_suffix }
}
