variable "name" {
  description = "Prefix of all names"
  type        = string
}

variable "cidr" {
  description = "IPv4 addresses of the network; room for 16 subnets"
  type        = string
}

variable "zones" {
  description = "Availability zones to spread over; the load balancer needs two, and pays a public address in each"
  type        = number
}

variable "host_ports" {
  description = "Ports from which Docker picks one for each task"
  type        = object({ from = number, to = number })
  default     = { from = 32768, to = 65535 }
}
