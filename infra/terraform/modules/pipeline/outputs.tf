output "name" {
  description = "The pipeline"
  value       = aws_codepipeline.this.name
}

output "connection_arn" {
  description = "The connection with GitHub, to be confirmed once"
  value       = aws_codeconnections_connection.github.arn
}
