output "name" {
  description = "Name of the table"
  value       = aws_dynamodb_table.this.name
}

output "arn" {
  description = "The same as an ARN, for policies"
  value       = aws_dynamodb_table.this.arn
}
