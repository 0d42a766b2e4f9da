variable "name" {
  description = "Name of the table"
  type        = string
}

variable "ttl_attribute" {
  description = "Attribute with the second, counted from 1970, after which an item may be removed"
  type        = string
  default     = "expires"
}

variable "key_arn" {
  description = "Key that encrypts the table"
  type        = string
}

variable "protect" {
  description = "Protect the table from deletion"
  type        = bool
}
