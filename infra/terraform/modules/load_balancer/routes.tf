# The target of each path, and the action for a request without a session.
#
#   authenticate  redirects to the sign-in page first
#   allow         passes the request; the program still gets the identity of a person with a session
#   deny          401, since a program that calls an API cannot fill in a form; a request with a token passes
#
# The program itself decides what a caller may see: this list handles the sign-in and replaces no decision of the
# program.

locals {
  scope = "openid email profile"

  pages = {
    public    = "allow"
    signed-in = "authenticate"
    link-only = "allow"
  }[var.site_access]

  routes = {
    share_links = { priority = 10, paths = ["/s/*"], unsigned = "allow", target = "backend" }
    studio      = { priority = 20, paths = ["/studio", "/studio/*"], unsigned = "authenticate", target = "frontend" }
    sign_in     = { priority = 30, paths = ["/sign-in"], unsigned = "authenticate", target = "backend" }
    api_tokens  = { priority = 40, paths = ["/api/*"], unsigned = "allow", target = "backend", authorization = "Bearer *" }
    api         = { priority = 50, paths = ["/api/*"], unsigned = "deny", target = "backend" }
    about       = { priority = 60, paths = ["/about", "/about/*", "/privacy"], unsigned = "allow", target = "backend" }
  }
}

resource "aws_lb_listener_rule" "route" {
  for_each     = local.routes
  listener_arn = aws_lb_listener.https.arn
  priority     = each.value.priority
  tags         = { Name = each.key }

  condition {
    path_pattern {
      values = each.value.paths
    }
  }

  dynamic "condition" {
    for_each = try([each.value.authorization], [])
    content {
      http_header {
        http_header_name = "Authorization"
        values           = [condition.value]
      }
    }
  }

  action {
    order = 1
    type  = "authenticate-cognito"
    authenticate_cognito {
      user_pool_arn              = var.user_pool_arn
      user_pool_client_id        = var.user_pool_client_id
      user_pool_domain           = var.user_pool_domain
      scope                      = local.scope
      session_timeout            = var.session_seconds
      on_unauthenticated_request = each.value.unsigned
    }
  }

  action {
    order            = 2
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.value.target].arn
  }
}
