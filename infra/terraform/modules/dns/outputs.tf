output "certificate_arn" {
  description = "The certificate, once it has been issued"
  value       = aws_acm_certificate_validation.this.certificate_arn
}

output "name_servers" {
  description = "What to enter at the registrar; none where the zone existed"
  value       = var.create_zone ? aws_route53_zone.this[0].name_servers : []
}
