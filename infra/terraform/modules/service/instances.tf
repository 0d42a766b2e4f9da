# The machines: Amazon's image for ECS, in every zone, as many as the tasks need.

data "aws_region" "current" {}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/${var.architecture == "arm64" ? "arm64/" : ""}recommended/image_id"
}

resource "aws_launch_template" "this" {
  # checkov:skip=CKV_AWS_88:instances have public addresses in place of a NAT gateway; their group lets in the load balancer alone
  name                   = var.name
  image_id               = data.aws_ssm_parameter.image.insecure_value
  instance_type          = var.instance_type
  ebs_optimized          = true
  update_default_version = true

  iam_instance_profile {
    arn = aws_iam_instance_profile.instance.arn
  }

  # One hop: containers cannot use the machine's own role.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
    instance_metadata_tags      = "disabled"
  }

  network_interfaces {
    associate_public_ip_address = true
    delete_on_termination       = true
    security_groups             = [var.security_group_id]
  }

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_type           = "gp3"
      volume_size           = 30
      encrypted             = true
      delete_on_termination = true
    }
  }

  user_data = base64encode(<<-SCRIPT
    #!/bin/sh
    cat >>/etc/ecs/ecs.config <<'SETTINGS'
    ECS_CLUSTER=${aws_ecs_cluster.this.name}
    ECS_ENABLE_TASK_IAM_ROLE=true
    ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true
    ECS_CONTAINER_STOP_TIMEOUT=${local.stop_timeout_seconds}s
    ECS_IMAGE_PULL_BEHAVIOR=prefer-cached
    SETTINGS
  SCRIPT
  )

  tag_specifications {
    resource_type = "instance"
    tags          = { Name = var.name }
  }
}

resource "aws_autoscaling_group" "this" {
  name                  = var.name
  vpc_zone_identifier   = var.subnet_ids
  min_size              = var.instances.min
  max_size              = var.instances.max
  health_check_type     = "EC2"
  capacity_rebalance    = false
  protect_from_scale_in = false # protection would make a teardown wait for ever; draining keeps readers from noticing
  force_delete          = true

  launch_template {
    id      = aws_launch_template.this.id
    version = aws_launch_template.this.latest_version
  }

  # A newer machine image comes with the next apply: a new machine starts before the old one stops.
  instance_refresh {
    strategy = "Rolling"
    preferences {
      min_healthy_percentage = 100
      max_healthy_percentage = 200
    }
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  lifecycle {
    ignore_changes = [desired_capacity] # the capacity provider sets it
  }

  depends_on = [aws_iam_role_policy.instance]
}

resource "aws_ecs_capacity_provider" "this" {
  name = var.name

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.this.arn
    managed_draining               = "ENABLED"
    managed_termination_protection = "DISABLED"
    managed_scaling {
      status          = "ENABLED"
      target_capacity = 100
    }
  }
}

resource "aws_ecs_cluster" "this" {
  # checkov:skip=CKV_AWS_65:Container Insights costs more than a small site; the alarms need the free metrics only
  name = var.name
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = [aws_ecs_capacity_provider.this.name]
  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.this.name
    weight            = 1
  }
}
