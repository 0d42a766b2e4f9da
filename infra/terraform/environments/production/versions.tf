terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
  }

  # Bucket and region come from `terraform init -backend-config=backend.hcl`; bootstrap/ makes the bucket.
  backend "s3" {
    key          = "production.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = var.region
  default_tags {
    tags = { Project = "vitrine", Environment = "production" }
  }
}
