variable "name" {
  description = "Prefix of everything's name"
  type        = string
}

variable "domain" {
  description = "The name under which readers find the service"
  type        = string
}

variable "zone" {
  description = "The hosted zone that the name lies in"
  type        = string
}

variable "create_zone" {
  description = "Make the zone; otherwise one with that name exists in the account"
  type        = bool
}

variable "protect" {
  description = "Keep the zone from being deleted while it has records of others"
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
