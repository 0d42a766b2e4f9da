variable "name" {
  description = "Prefix of all names"
  type        = string
}

variable "domain" {
  description = "The name under which readers find the service"
  type        = string
}

variable "zone" {
  description = "The hosted zone of the name"
  type        = string
}

variable "create_zone" {
  description = "Whether to make the zone; otherwise one with that name must exist in the account"
  type        = bool
}

variable "protect" {
  description = "Protect the zone from deletion while it has other records"
  type        = bool
}

variable "load_balancer_dns_name" {
  description = "Where the name leads"
  type        = string
}

variable "load_balancer_zone_id" {
  description = "The zone of the name where it leads"
  type        = string
}
