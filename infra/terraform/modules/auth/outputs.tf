output "user_pool_id" {
  description = "The user pool with the accounts"
  value       = aws_cognito_user_pool.this.id
}

output "user_pool_arn" {
  description = "The same as an ARN, for the load balancer"
  value       = aws_cognito_user_pool.this.arn
}

output "client_id" {
  description = "The load balancer's client; only the two know its secret"
  value       = aws_cognito_user_pool_client.load_balancer.id
}

output "domain_prefix" {
  description = "First label of the sign-in pages' name"
  value       = aws_cognito_user_pool_domain.this.domain
}

output "issuer" {
  description = "Client that the claims must be signed for"
  value       = "https://${aws_cognito_user_pool.this.endpoint}"
}

output "sign_in_pages" {
  description = "Address of the sign-in pages"
  value       = "https://${aws_cognito_user_pool_domain.this.domain}.auth.${data.aws_region.current.region}.amazoncognito.com"
}
