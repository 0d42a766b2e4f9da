# Required

variable "name" {
  description = "Prefix of all names"
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,20}$", var.name))
    error_message = "A name is 3 to 21 of a-z, 0-9 and '-', and begins with a letter: target groups take no longer ones."
  }
}

variable "domain" {
  description = "The domain name of the service, such as cv.example.org"
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.domain))
    error_message = "A domain is a host name in small letters, without https:// and without a slash."
  }
}

variable "zone" {
  description = "The hosted zone of the name, such as example.org"
  type        = string
}

variable "owner" {
  description = "E-mail address of the owner, who also gets the alarms"
  type        = string
  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.owner))
    error_message = "The owner is an e-mail address."
  }
}

variable "repository" {
  description = "The fork at GitHub, OWNER/NAME"
  type        = string
  validation {
    condition     = can(regex("^[^/ ]+/[^/ ]+$", var.repository))
    error_message = "A repository is OWNER/NAME, without https:// and without .git."
  }
}

variable "sign_in_prefix" {
  description = "First label of the sign-in pages' name; no other account of the region may have it"
  type        = string
}

# Access

variable "site_access" {
  description = "public: everyone reads; signed-in: only who has an account; link-only: only who has a link"
  type        = string
  default     = "public"
  validation {
    condition     = contains(["public", "signed-in", "link-only"], var.site_access)
    error_message = "Site access is public, signed-in or link-only."
  }
}

variable "open_sign_up" {
  description = "Whether everyone may make an account; otherwise the owner makes them"
  type        = bool
  default     = false
}

# Size

variable "zones" {
  description = "Availability zones to spread over"
  type        = number
  default     = 2
  validation {
    condition     = var.zones >= 2 && var.zones <= 3
    error_message = "Two zones at least, since the load balancer needs them; three at most."
  }
}

variable "architecture" {
  description = "Processor of the machines, x86_64 or arm64"
  type        = string
  default     = "x86_64"
  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "The architecture is x86_64 or arm64."
  }
}

variable "instance_type" {
  description = "Kind of machine; its processor must be that of the architecture"
  type        = string
  default     = "t3.small"
}

variable "instances" {
  description = "Minimum and maximum number of machines"
  type        = object({ min = number, max = number })
  default     = { min = 1, max = 3 }
}

variable "tasks" {
  description = "Minimum and maximum number of back ends"
  type        = object({ min = number, max = number })
  default     = { min = 1, max = 6 }
}

variable "network_cidr" {
  description = "IPv4 addresses of the network"
  type        = string
  default     = "10.42.0.0/16"
}

variable "firewall" {
  description = "Whether to put the web application firewall in front"
  type        = bool
  default     = false
}

# Build and protection

variable "create_zone" {
  description = "Whether to make the hosted zone; otherwise one with that name must exist in the account"
  type        = bool
  default     = true
}

variable "branch" {
  description = "The deployed branch"
  type        = string
  default     = "main"
}

variable "build_compute_type" {
  description = "Size of the machine for tests and builds"
  type        = string
  default     = "BUILD_GENERAL1_MEDIUM"
}

variable "image_engine" {
  description = "Tool that builds and pushes images: buildah or docker"
  type        = string
  default     = "buildah"
  validation {
    condition     = contains(["buildah", "docker"], var.image_engine)
    error_message = "Images are built by buildah or by docker."
  }
}

variable "log_days" {
  description = "Retention time of logs in days; one of the values that CloudWatch allows"
  type        = number
  default     = 30
}

variable "budget_usd" {
  description = "Monthly budget in US dollars; a mail is sent when spending nears it"
  type        = number
  default     = 60
}

variable "protect" {
  description = "Protect the table, the accounts, the images and the load balancer from deletion; switch it off for a teardown"
  type        = bool
  default     = true
}
