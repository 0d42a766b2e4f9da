variable "name" {
  description = "Prefix of everything's name"
  type        = string
}

variable "parts" {
  description = "A repository for each part of the service"
  type        = list(string)
}

variable "keep" {
  description = "How many images of each stay"
  type        = number
  default     = 30
}

variable "key_arn" {
  description = "Key that encrypts the images"
  type        = string
}

variable "protect" {
  description = "Keep images from being deleted with their repository"
  type        = bool
}
