variable "name" {
  description = "Prefix of everything's name"
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
  description = "How long logs are kept; one of the numbers that CloudWatch knows"
  type        = number
}

variable "load_balancer_arn_suffix" {
  description = "The load balancer in metrics"
  type        = string
}

variable "target_group_arn_suffixes" {
  description = "The target group of each part in metrics"
  type        = map(string)
}

variable "cluster_name" {
  description = "The cluster"
  type        = string
}

variable "service_names" {
  description = "The service of each part"
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
