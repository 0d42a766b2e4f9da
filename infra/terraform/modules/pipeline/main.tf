# From a push on the main branch to a rolling update: source, build (test, images), deploy, record.

# Somebody must approve this connection at GitHub once, in the console: docs/deploy-aws.md.
resource "aws_codeconnections_connection" "github" {
  name          = var.name
  provider_type = "GitHub"
}

resource "aws_codepipeline" "this" {
  name           = var.name
  pipeline_type  = "V2"
  execution_mode = "SUPERSEDED"
  role_arn       = aws_iam_role.pipeline.arn

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.artifacts.id
    encryption_key {
      type = "KMS"
      id   = var.key_arn
    }
  }

  stage {
    name = "Source"
    action {
      name             = "GitHub"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      namespace        = "Source"
      output_artifacts = ["source"]
      configuration = {
        ConnectionArn        = aws_codeconnections_connection.github.arn
        FullRepositoryId     = var.repository
        BranchName           = var.branch
        OutputArtifactFormat = "CODEBUILD_CLONE_REF" # the tests list files with git
        DetectChanges        = "true"
      }
    }
  }

  stage {
    name = "Build"
    action {
      name             = "TestAndImages"
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      input_artifacts  = ["source"]
      output_artifacts = ["images"]
      configuration    = { ProjectName = aws_codebuild_project.build.name }
    }
  }

  stage {
    name = "Deploy"
    dynamic "action" {
      for_each = local.deployments
      content {
        name            = action.value
        category        = "Deploy"
        owner           = "AWS"
        provider        = "ECS"
        version         = "1"
        run_order       = action.key + 1
        input_artifacts = ["images"]
        configuration = {
          ClusterName       = var.cluster_name
          ServiceName       = var.service_names[action.value]
          FileName          = "${action.value}.json"
          DeploymentTimeout = "20"
        }
      }
    }
  }

  stage {
    name = "Record"
    action {
      name            = "Record"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["source"]
      configuration   = { ProjectName = aws_codebuild_project.record.name }
    }
  }
}

locals {
  # The back end first: the new Studio may use features of the new program.
  deployments = ["backend", "frontend"]
}

# A failed pipeline notifies the owner.
resource "aws_cloudwatch_event_rule" "failed" {
  name        = "${var.name}-pipeline-failed"
  description = "The pipeline did not end well"
  event_pattern = jsonencode({
    source      = ["aws.codepipeline"]
    detail-type = ["CodePipeline Pipeline Execution State Change"]
    detail      = { pipeline = [aws_codepipeline.this.name], state = ["FAILED"] }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = var.topic_arn
}
