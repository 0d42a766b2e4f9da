locals {
  pages = "https://${aws_cognito_user_pool_domain.this.domain}.auth.${data.aws_region.current.region}.amazoncognito.com"
}

output "user_pool_id" {
  description = "Where accounts are made"
  value       = aws_cognito_user_pool.this.id
}

output "user_pool_arn" {
  description = "The same as an ARN, for the load balancer"
  value       = aws_cognito_user_pool.this.arn
}

output "client_id" {
  description = "The load balancer's client; its secret stays between the two"
  value       = aws_cognito_user_pool_client.load_balancer.id
}

output "domain_prefix" {
  description = "First label of the sign-in pages' name"
  value       = aws_cognito_user_pool_domain.this.domain
}

output "issuer" {
  description = "What the claims must be signed for"
  value       = "https://${aws_cognito_user_pool.this.endpoint}"
}

output "logout_url" {
  description = "Where signing out leads; from there back to the first page"
  value       = "${local.pages}/logout?client_id=${aws_cognito_user_pool_client.load_balancer.id}&logout_uri=${urlencode("https://${var.domain}/")}"
}
