output "cluster_name" {
  description = "The cluster"
  value       = aws_ecs_cluster.this.name
}

output "service_names" {
  description = "The service of each part, by the name of its container"
  value       = { backend = aws_ecs_service.backend.name, frontend = aws_ecs_service.frontend.name }
}

output "service_arns" {
  description = "The same as ARNs, for policies"
  value       = { backend = aws_ecs_service.backend.id, frontend = aws_ecs_service.frontend.id }
}

output "task_role_arns" {
  description = "Roles that a deployment passes to the tasks"
  value       = [aws_iam_role.backend.arn, aws_iam_role.execution.arn]
}

output "deployed_parameter" {
  description = "Parameter in which the pipeline records the commit of the running images"
  value       = { name = aws_ssm_parameter.deployed.name, arn = aws_ssm_parameter.deployed.arn }
}

output "autoscaling_group_name" {
  description = "The machines"
  value       = aws_autoscaling_group.this.name
}

output "cluster_arn" {
  description = "The cluster as an ARN, for policies"
  value       = aws_ecs_cluster.this.arn
}
