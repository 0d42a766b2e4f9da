output "url" {
  description = "Address of the service"
  value       = "https://${var.domain}/"
}

output "name_servers" {
  description = "What to enter at the registrar, where the zone was made here"
  value       = module.dns.name_servers
}

output "connection_arn" {
  description = "The connection with GitHub, to be confirmed once in the console"
  value       = module.pipeline.connection_arn
}

output "pipeline_name" {
  description = "The pipeline"
  value       = module.pipeline.name
}

output "user_pool_id" {
  description = "The user pool with the accounts"
  value       = module.auth.user_pool_id
}

output "table_name" {
  description = "The table, to copy CVs into"
  value       = module.table.name
}

output "cluster_name" {
  description = "The cluster"
  value       = module.service.cluster_name
}

output "autoscaling_group_name" {
  description = "The machines"
  value       = module.service.autoscaling_group_name
}

output "repository_urls" {
  description = "Where images are pushed to"
  value       = module.registry.urls
}
