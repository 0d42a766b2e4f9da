# HTTPS for everyone; routes.tf says which paths require a sign-in.

resource "aws_lb" "this" {
  # checkov:skip=CKV2_AWS_28:the firewall is optional, var.firewall; it doubles the fixed cost of a small site
  # checkov:skip=CKV2_AWS_76:as above; with the firewall comes the rule set that it asks for
  # checkov:skip=CKV_AWS_150:on unless var.protect is turned off to tear everything down
  name                       = var.name
  load_balancer_type         = "application"
  ip_address_type            = "dualstack"
  internal                   = false
  subnets                    = var.subnet_ids
  security_groups            = [var.security_group_id]
  enable_deletion_protection = var.protect
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"
  xff_header_processing_mode = "append"
  enable_http2               = true
  idle_timeout               = var.idle_timeout_seconds

  access_logs {
    enabled = true
    bucket  = aws_s3_bucket.logs.id
  }

  depends_on = [aws_s3_bucket_policy.logs]
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn                    = aws_lb.this.arn
  port                                 = 443
  protocol                             = "HTTPS"
  certificate_arn                      = var.certificate_arn
  ssl_policy                           = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
  routing_http_response_server_enabled = false

  routing_http_response_strict_transport_security_header_value = "max-age=31536000"

  default_action {
    order = 1
    type  = "authenticate-cognito"
    authenticate_cognito {
      user_pool_arn              = var.user_pool_arn
      user_pool_client_id        = var.user_pool_client_id
      user_pool_domain           = var.user_pool_domain
      scope                      = local.scope
      session_timeout            = var.session_seconds
      on_unauthenticated_request = local.pages
    }
  }

  default_action {
    order            = 2
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["backend"].arn
  }
}

resource "aws_lb_target_group" "this" {
  # checkov:skip=CKV_AWS_378:HTTPS ends at the load balancer; behind it the traffic stays in this network, and its group alone may call
  for_each                      = var.targets
  name                          = "${var.name}-${each.key}"
  vpc_id                        = var.vpc_id
  target_type                   = "instance"
  protocol                      = "HTTP"
  port                          = each.value.port
  deregistration_delay          = var.deregistration_delay_seconds
  load_balancing_algorithm_type = "least_outstanding_requests"

  health_check {
    path                = each.value.health_path
    protocol            = "HTTP"
    port                = "traffic-port"
    matcher             = "200"
    interval            = 10
    timeout             = 4
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}
