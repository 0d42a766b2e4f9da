output "urls" {
  description = "Repository of each part's images"
  value       = { for part, repository in aws_ecr_repository.this : part => repository.repository_url }
}

output "arns" {
  description = "The same as ARNs, for policies"
  value       = { for part, repository in aws_ecr_repository.this : part => repository.arn }
}
