output "bucket" {
  description = "Bucket name for backend.hcl of each environment"
  value       = aws_s3_bucket.state.bucket
}
