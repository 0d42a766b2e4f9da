# The values that differ between owners; main.tf decides everything else.

variable "region" {
  description = "AWS region, such as eu-central-1"
  type        = string
}

variable "domain" {
  description = "The domain name of the service, such as cv.example.org"
  type        = string
}

variable "zone" {
  description = "The hosted zone of the name, such as example.org"
  type        = string
}

variable "create_zone" {
  description = "Whether to make the hosted zone; otherwise one with that name must exist in the account"
  type        = bool
}

variable "owner" {
  description = "E-mail address of the owner, who also gets the alarms"
  type        = string
}

variable "repository" {
  description = "The fork at GitHub, OWNER/NAME"
  type        = string
}

variable "sign_in_prefix" {
  description = "First label of the sign-in pages' name; no other account of the region may have it"
  type        = string
}

variable "site_access" {
  description = "public: everyone reads; signed-in: only who has an account; link-only: only who has a link"
  type        = string
  default     = "public"
}
