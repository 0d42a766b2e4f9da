output "bucket" {
  description = "What to write into backend.hcl of each environment"
  value       = aws_s3_bucket.state.bucket
}
