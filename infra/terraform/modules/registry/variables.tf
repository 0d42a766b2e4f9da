variable "name" {
  description = "Prefix of all names"
  type        = string
}

variable "parts" {
  description = "A repository for each part of the service"
  type        = list(string)
}

variable "keep" {
  description = "Number of images to keep for each part"
  type        = number
  default     = 30
}

variable "key_arn" {
  description = "Key that encrypts the images"
  type        = string
}

variable "protect" {
  description = "Protect images from deletion with their repository"
  type        = bool
}
