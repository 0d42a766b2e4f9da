variable "name" {
  description = "Prefix of all names"
  type        = string
}
