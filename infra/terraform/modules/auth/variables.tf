variable "name" {
  description = "Prefix of all names"
  type        = string
}

variable "domain" {
  description = "The name under which readers find the service"
  type        = string
}

variable "domain_prefix" {
  description = "First label of the sign-in pages' name; no other account of the region may have it"
  type        = string
}

variable "open_sign_up" {
  description = "Whether everyone may make an account; otherwise the owner makes them"
  type        = bool
}

variable "protect" {
  description = "Protect the accounts from deletion"
  type        = bool
}
