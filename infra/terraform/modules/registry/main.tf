# Private and scanned. Tags are immutable: each is the commit that the image was built from.

resource "aws_ecr_repository" "this" {
  for_each             = toset(var.parts)
  name                 = "${var.name}/${each.key}"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = !var.protect

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.key_arn
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each   = aws_ecr_repository.this
  repository = each.value.name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "What lost its tag goes after a day"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 1 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "The last images stay, to go back to"
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = var.keep }
        action       = { type = "expire" }
      },
    ]
  })
}
