variable "name" {
  description = "Prefix of all names"
  type        = string
}

variable "email" {
  description = "Who hears of alarms"
  type        = string
}

variable "budget_usd" {
  description = "Monthly budget in US dollars; a mail is sent when spending nears it"
  type        = number
}

variable "log_days" {
  description = "Retention time of logs in days; one of the values that CloudWatch allows"
  type        = number
}

variable "load_balancer_arn_suffix" {
  description = "Name of the load balancer in metrics"
  type        = string
}

variable "target_group_arn_suffixes" {
  description = "Name of each part's target group in metrics"
  type        = map(string)
}

variable "cluster_name" {
  description = "The cluster"
  type        = string
}

variable "service_names" {
  description = "ECS service of each part"
  type        = map(string)
}

variable "table_name" {
  description = "The table"
  type        = string
}

variable "key_arn" {
  description = "Key of the logs and of the topic"
  type        = string
}
