output "vitrine" {
  description = "Names and addresses that docs/deploy-aws.md asks for"
  value       = module.vitrine
}
