variable "name" {
  description = "Prefix of all names"
  type        = string
}

variable "vpc_id" {
  description = "The network"
  type        = string
}

variable "subnet_ids" {
  description = "Public subnets in at least two zones"
  type        = list(string)
}

variable "security_group_id" {
  description = "Security group of the load balancer"
  type        = string
}

variable "certificate_arn" {
  description = "The certificate of the name"
  type        = string
}

variable "user_pool_arn" {
  description = "Who may sign in"
  type        = string
}

variable "user_pool_client_id" {
  description = "The load balancer's client in the user pool"
  type        = string
}

variable "user_pool_domain" {
  description = "First label of the sign-in pages' name"
  type        = string
}

variable "site_access" {
  description = "Who may read: public, signed-in or link-only; the program's option of that name"
  type        = string
}

variable "targets" {
  description = "The parts of the service: port in the container, and the path of the health check"
  type        = map(object({ port = number, health_path = string }))
}

variable "deregistration_delay_seconds" {
  description = "How long running requests may go on at a target that is taken out"
  type        = number
}

variable "idle_timeout_seconds" {
  description = "How long a connection may be silent; the program's own limit must be longer"
  type        = number
  default     = 60
}

variable "session_seconds" {
  description = "How long a sign-in holds"
  type        = number
  default     = 28800
}

variable "firewall" {
  description = "Whether to put the web application firewall in front"
  type        = bool
}

variable "log_days" {
  description = "How long access logs are kept"
  type        = number
}

variable "protect" {
  description = "Keep the load balancer and its logs from being deleted"
  type        = bool
}
