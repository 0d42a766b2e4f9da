variable "region" {
  description = "AWS region of the bucket"
  type        = string
}
