# The pipeline itself, and its two builds.

data "aws_iam_policy_document" "may_assume" {
  for_each = toset(["codebuild", "codepipeline"])
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
  }
}

# Shared by all three: read from one stage, write for the next, write logs.
data "aws_iam_policy_document" "artifacts_and_logs" {
  statement {
    sid       = "Artifacts"
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["${aws_s3_bucket.artifacts.arn}/*"]
  }

  statement {
    sid       = "ArtifactBucket"
    actions   = ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"]
    resources = [aws_s3_bucket.artifacts.arn]
  }

  statement {
    sid       = "KeyOfTheArtifacts"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
    resources = [var.key_arn]
  }

  statement {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${var.log_group_arn}:*"]
  }

  # Each fetches the source itself, with its history. Some places still check the older action name.
  statement {
    sid       = "Source"
    actions   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
    resources = [aws_codeconnections_connection.github.arn]
  }
}

resource "aws_iam_role" "pipeline" {
  name               = "${var.name}-pipeline"
  assume_role_policy = data.aws_iam_policy_document.may_assume["codepipeline"].json
}

resource "aws_iam_role_policy" "pipeline" {
  name   = "pipeline"
  role   = aws_iam_role.pipeline.id
  policy = data.aws_iam_policy_document.pipeline.json
}

data "aws_iam_policy_document" "pipeline" {
  # checkov:skip=CKV_AWS_356:reading and registering task definitions knows no resources
  # checkov:skip=CKV_AWS_111:as above; a new definition can only have the two roles below
  source_policy_documents = [data.aws_iam_policy_document.artifacts_and_logs.json]

  statement {
    sid       = "Build"
    actions   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
    resources = [aws_codebuild_project.build.arn, aws_codebuild_project.record.arn]
  }

  statement {
    sid       = "Deploy"
    actions   = ["ecs:DescribeServices", "ecs:UpdateService"]
    resources = values(var.service_arns)
  }

  statement {
    sid       = "NewTaskDefinitions"
    actions   = ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"]
    resources = ["*"]
  }

  statement {
    sid       = "WatchTheTasks"
    actions   = ["ecs:DescribeTasks", "ecs:ListTasks"]
    resources = ["*"]
    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [var.cluster_arn]
    }
  }

  statement {
    sid       = "TagTaskDefinitions"
    actions   = ["ecs:TagResource"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterTaskDefinition"]
    }
  }

  statement {
    sid       = "HandRolesToTasks"
    actions   = ["iam:PassRole"]
    resources = var.task_role_arns
    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "build" {
  name               = "${var.name}-build"
  assume_role_policy = data.aws_iam_policy_document.may_assume["codebuild"].json
}

resource "aws_iam_role_policy" "build" {
  name   = "build"
  role   = aws_iam_role.build.id
  policy = data.aws_iam_policy_document.build.json
}

data "aws_iam_policy_document" "build" {
  # checkov:skip=CKV_AWS_356:ecr:GetAuthorizationToken knows no resources
  source_policy_documents = [data.aws_iam_policy_document.artifacts_and_logs.json]

  statement {
    sid       = "SignInToTheRegistry"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid = "Push"
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]
    resources = values(var.image_arns)
  }
}

resource "aws_iam_role" "record" {
  name               = "${var.name}-record"
  assume_role_policy = data.aws_iam_policy_document.may_assume["codebuild"].json
}

resource "aws_iam_role_policy" "record" {
  name   = "record"
  role   = aws_iam_role.record.id
  policy = data.aws_iam_policy_document.record.json
}

data "aws_iam_policy_document" "record" {
  # checkov:skip=CKV_AWS_356:ecs:DescribeTaskDefinition knows no resources
  source_policy_documents = [data.aws_iam_policy_document.artifacts_and_logs.json]

  statement {
    sid       = "WhatRuns"
    actions   = ["ecs:DescribeServices"]
    resources = values(var.service_arns)
  }

  statement {
    sid       = "ItsImages"
    actions   = ["ecs:DescribeTaskDefinition"]
    resources = ["*"]
  }

  statement {
    sid       = "Note"
    actions   = ["ssm:PutParameter"]
    resources = [var.deployed_parameter.arn]
  }
}
