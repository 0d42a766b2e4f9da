variable "name" {
  description = "Prefix of all names"
  type        = string
}

variable "repository" {
  description = "The fork at GitHub, OWNER/NAME"
  type        = string
}

variable "branch" {
  description = "The deployed branch"
  type        = string
}

variable "architecture" {
  description = "Processor of the machines, x86_64 or arm64"
  type        = string
}

variable "compute_type" {
  description = "Size of the machine for tests and builds"
  type        = string
}

variable "engine" {
  description = "Tool that builds and pushes images: buildah or docker"
  type        = string
}

variable "image_urls" {
  description = "Repository to which each part's images are pushed"
  type        = map(string)
}

variable "image_arns" {
  description = "The same as ARNs, for policies"
  type        = map(string)
}

variable "cluster_name" {
  description = "The cluster"
  type        = string
}

variable "cluster_arn" {
  description = "The same as an ARN, for policies"
  type        = string
}

variable "service_names" {
  description = "The service of each part, by the name of its container"
  type        = map(string)
}

variable "service_arns" {
  description = "The same as ARNs, for policies"
  type        = map(string)
}

variable "task_role_arns" {
  description = "Roles that a deployment passes to the tasks"
  type        = list(string)
}

variable "deployed_parameter" {
  description = "Where to note the commit whose images run"
  type        = object({ name = string, arn = string })
}

variable "log_group_name" {
  description = "Log group of the builds"
  type        = string
}

variable "log_group_arn" {
  description = "The same as an ARN, for policies"
  type        = string
}

variable "topic_arn" {
  description = "Who hears of failures"
  type        = string
}

variable "key_arn" {
  description = "Key of the artifacts"
  type        = string
}
