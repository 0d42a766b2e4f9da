# Both builds run scripts of the repository: infra/pipeline/.

locals {
  processors = {
    x86_64 = { build = "LINUX_CONTAINER", record = "aws/codebuild/amazonlinux-x86_64-standard:5.0" }
    arm64  = { build = "ARM_CONTAINER", record = "aws/codebuild/amazonlinux-aarch64-standard:3.0" }
  }
  processor = local.processors[var.architecture]
}

resource "aws_codebuild_project" "build" {
  # checkov:skip=CKV_AWS_316:an image cannot be built without mounting file systems; what is built is the owner's own repository
  name           = "${var.name}-build"
  description    = "Tests, builds both images, pushes them under their commit"
  service_role   = aws_iam_role.build.arn
  encryption_key = var.key_arn
  build_timeout  = 180

  source {
    type      = "CODEPIPELINE"
    buildspec = "infra/pipeline/buildspec.yml"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type                        = local.processor.build
    compute_type                = var.compute_type
    image                       = "debian:bookworm"
    image_pull_credentials_type = "SERVICE_ROLE"
    privileged_mode             = true

    dynamic "environment_variable" {
      for_each = {
        BACKEND_REPOSITORY  = var.image_urls["backend"]
        FRONTEND_REPOSITORY = var.image_urls["frontend"]
        ENGINE              = var.engine
      }
      content {
        name  = environment_variable.key
        value = environment_variable.value
      }
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = var.log_group_name
    }
  }
}

resource "aws_codebuild_project" "record" {
  name           = "${var.name}-record"
  description    = "Notes which commit runs, once it does"
  service_role   = aws_iam_role.record.arn
  encryption_key = var.key_arn
  build_timeout  = 10

  source {
    type      = "CODEPIPELINE"
    buildspec = "infra/pipeline/record.yml"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type         = local.processor.build
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = local.processor.record

    dynamic "environment_variable" {
      for_each = {
        CLUSTER            = var.cluster_name
        BACKEND_SERVICE    = var.service_names["backend"]
        FRONTEND_SERVICE   = var.service_names["frontend"]
        DEPLOYED_PARAMETER = var.deployed_parameter.name
      }
      content {
        name  = environment_variable.key
        value = environment_variable.value
      }
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = var.log_group_name
    }
  }
}
