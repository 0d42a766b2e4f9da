output "log_groups" {
  description = "Log group of each part"
  value       = { for part, group in aws_cloudwatch_log_group.this : part => group.name }
}

output "log_group_arns" {
  description = "The same as ARNs, for policies"
  value       = { for part, group in aws_cloudwatch_log_group.this : part => group.arn }
}

output "topic_arn" {
  description = "The topic that notifies the owner"
  value       = aws_sns_topic.this.arn
}
