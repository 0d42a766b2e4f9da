variable "name" {
  description = "Prefix of all names"
  type        = string
}

# Where it runs

variable "subnet_ids" {
  description = "Public subnets, one for each zone"
  type        = list(string)
}

variable "security_group_id" {
  description = "Security group of the instances"
  type        = string
}

variable "instance_type" {
  description = "Kind of machine"
  type        = string
}

variable "architecture" {
  description = "Its processor, x86_64 or arm64; the pipeline builds for the same"
  type        = string
}

variable "instances" {
  description = "Minimum and maximum number of machines"
  type        = object({ min = number, max = number })
}

# What runs

variable "targets" {
  description = "The parts of the service: port in the container, and the path of the health check"
  type        = map(object({ port = number, health_path = string }))
}

variable "image_urls" {
  description = "Repository from which each part's images are pulled"
  type        = map(string)
}

variable "image_arns" {
  description = "The same as ARNs, for policies"
  type        = map(string)
}

variable "tasks" {
  description = "How few and how many back ends there may be; there are as many front ends as the fewest"
  type        = object({ min = number, max = number })
}

variable "backend" {
  description = "What one back end gets: CPU (1024 is one core), MiB of memory it may use, and MiB kept for it"
  type        = object({ cpu = number, memory = number, reserved = number })
  default     = { cpu = 256, memory = 768, reserved = 384 }
}

variable "frontend" {
  description = "The same for a front end"
  type        = object({ cpu = number, memory = number, reserved = number })
  default     = { cpu = 64, memory = 128, reserved = 64 }
}

variable "requests_per_task" {
  description = "Requests a minute at each back end above which there will be one more"
  type        = number
  default     = 60000
}

variable "drain_seconds" {
  description = "How long the program waits for running requests when it is told to stop"
  type        = number
}

# What it works with

variable "domain" {
  description = "The name under which readers find the service"
  type        = string
}

variable "site_access" {
  description = "Who may read: public, signed-in or link-only"
  type        = string
}

variable "owner" {
  description = "E-mail address of the owner"
  type        = string
  sensitive   = true
}

variable "load_balancer_arn" {
  description = "Whose signature under claims the program believes"
  type        = string
}

variable "load_balancer_arn_suffix" {
  description = "Name of the load balancer in metrics"
  type        = string
}

variable "proxy_network" {
  description = "Network of the load balancer, whose X-Forwarded-For is trusted"
  type        = string
}

variable "target_group_arns" {
  description = "Target group of each part"
  type        = map(string)
}

variable "backend_target_group_arn_suffix" {
  description = "Name of the back end's target group in metrics"
  type        = string
}

variable "issuer" {
  description = "Issuer of the claims"
  type        = string
}

variable "client_id" {
  description = "Client that the claims are issued for"
  type        = string
}

variable "sign_in_pages" {
  description = "Address of the sign-in pages, to sign people out there as well"
  type        = string
}

variable "table_name" {
  description = "Name of the table"
  type        = string
}

variable "table_arn" {
  description = "The same as an ARN, for policies"
  type        = string
}

variable "log_groups" {
  description = "Log group of each part"
  type        = map(string)
}

variable "log_group_arns" {
  description = "The same as ARNs, for policies"
  type        = map(string)
}

variable "key_arn" {
  description = "Key of the table and of the owner's address"
  type        = string
}
