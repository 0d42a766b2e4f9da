# The tasks. Terraform owns the task definitions except the image's tag: that is the last commit that the pipeline has
# deployed, and the pipeline writes it here. docs/decisions/0010-infrastructure.md gives the reason.

resource "aws_ssm_parameter" "deployed" {
  # checkov:skip=CKV2_AWS_34:the id of a commit is no secret
  # checkov:skip=CKV_AWS_337:as above
  name        = "/${var.name}/deployed"
  description = "Commit whose images run; written by the pipeline"
  type        = "String"

  insecure_value = "none"
  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_ssm_parameter" "owner" {
  name        = "/${var.name}/owner"
  description = "E-mail address of the one who may do everything"
  type        = "SecureString"
  key_id      = var.key_arn
  value       = var.owner
}

locals {
  # First the load balancer waits for running requests, then the program does, then Docker stops it.
  stop_timeout_seconds = var.drain_seconds + 20

  # The program's options, in capitals: docs/operating.md.
  settings = {
    VITRINE_ALB_ARN        = var.load_balancer_arn
    VITRINE_ALB_REGION     = data.aws_region.current.region
    VITRINE_AUTH           = "alb"
    VITRINE_COGNITO_DOMAIN = var.sign_in_pages
    VITRINE_DRAIN          = tostring(var.drain_seconds)
    VITRINE_LISTEN         = "0.0.0.0:${var.targets["backend"].port}"
    VITRINE_LOG_FORMAT     = "json"
    VITRINE_OIDC_CLIENT_ID = var.client_id
    VITRINE_OIDC_ISSUER    = var.issuer
    VITRINE_ONLY_BY_PROXY  = "true"
    VITRINE_PUBLIC_URL     = "https://${var.domain}"
    VITRINE_REGION         = data.aws_region.current.region
    VITRINE_SITE_ACCESS    = var.site_access
    VITRINE_STORE          = "dynamodb"
    VITRINE_TABLE          = var.table_name
    VITRINE_TRUSTED_PROXY  = var.proxy_network
  }

  # Shared by both containers.
  container = {
    essential              = true
    privileged             = false
    readonlyRootFilesystem = true
    stopTimeout            = local.stop_timeout_seconds
    dockerSecurityOptions  = ["no-new-privileges"]
    ulimits                = [{ name = "nofile", softLimit = 65536, hardLimit = 65536 }]
  }

  log_options = {
    for part, group in var.log_groups : part => {
      logDriver = "awslogs"
      options = {
        awslogs-group         = group
        awslogs-region        = data.aws_region.current.region
        awslogs-stream-prefix = part
        mode                  = "non-blocking" # a reader never waits for a log line
        max-buffer-size       = "4m"
      }
    }
  }
}

resource "aws_ecs_task_definition" "backend" {
  family                   = "${var.name}-backend"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.backend.arn
  track_latest             = true

  container_definitions = jsonencode([merge(local.container, {
    name              = "backend"
    image             = "${var.image_urls["backend"]}:${aws_ssm_parameter.deployed.insecure_value}"
    cpu               = var.backend.cpu
    memory            = var.backend.memory
    memoryReservation = var.backend.reserved
    portMappings      = [{ containerPort = var.targets["backend"].port, hostPort = 0, protocol = "tcp" }]
    environment       = [for name in sort(keys(local.settings)) : { name = name, value = local.settings[name] }]
    secrets           = [{ name = "VITRINE_OWNER", valueFrom = aws_ssm_parameter.owner.arn }]
    logConfiguration  = local.log_options["backend"]
    linuxParameters   = { capabilities = { drop = ["ALL"] } }
  })])
}

resource "aws_ecs_task_definition" "frontend" {
  family                   = "${var.name}-frontend"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.execution.arn
  track_latest             = true

  container_definitions = jsonencode([merge(local.container, {
    name              = "frontend"
    image             = "${var.image_urls["frontend"]}:${aws_ssm_parameter.deployed.insecure_value}"
    cpu               = var.frontend.cpu
    memory            = var.frontend.memory
    memoryReservation = var.frontend.reserved
    portMappings      = [{ containerPort = var.targets["frontend"].port, hostPort = 0, protocol = "tcp" }]
    logConfiguration  = local.log_options["frontend"]
    linuxParameters = {
      capabilities = { drop = ["ALL"] }
      tmpfs        = [{ containerPath = "/tmp", size = 16 }]
    }
  })])
}
