# The allowed connections. Without a rule there is no traffic; so the default group, which has none, is closed.

resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.this.id
}

resource "aws_security_group" "load_balancer" {
  # checkov:skip=CKV2_AWS_5:attached in another module
  name        = "${var.name}-load-balancer"
  description = "Readers to the load balancer, and from it to the instances and to the sign-in service"
  vpc_id      = aws_vpc.this.id
}

resource "aws_security_group" "instances" {
  # checkov:skip=CKV2_AWS_5:attached in another module
  name        = "${var.name}-instances"
  description = "The load balancer to the instances, and from them to the APIs of AWS"
  vpc_id      = aws_vpc.this.id
}

locals {
  everyone = { ipv4 = "0.0.0.0/0", ipv6 = "::/0" }
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  for_each          = local.everyone
  security_group_id = aws_security_group.load_balancer.id
  description       = "HTTPS from everyone"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.key == "ipv4" ? each.value : null
  cidr_ipv6         = each.key == "ipv6" ? each.value : null
}

resource "aws_vpc_security_group_ingress_rule" "http" {
  # checkov:skip=CKV_AWS_260:port 80 answers with a redirect to HTTPS and nothing else
  for_each          = local.everyone
  security_group_id = aws_security_group.load_balancer.id
  description       = "HTTP from everyone, to be redirected"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = each.key == "ipv4" ? each.value : null
  cidr_ipv6         = each.key == "ipv6" ? each.value : null
}

# The load balancer itself requests tokens and the user's claims from Cognito.
resource "aws_vpc_security_group_egress_rule" "sign_in" {
  security_group_id = aws_security_group.load_balancer.id
  description       = "The load balancer to the sign-in service"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "to_instances" {
  security_group_id            = aws_security_group.load_balancer.id
  description                  = "The load balancer to the ports that the tasks were given"
  ip_protocol                  = "tcp"
  from_port                    = var.host_ports.from
  to_port                      = var.host_ports.to
  referenced_security_group_id = aws_security_group.instances.id
}

resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {
  security_group_id            = aws_security_group.instances.id
  description                  = "The load balancer to the ports that the tasks were given"
  ip_protocol                  = "tcp"
  from_port                    = var.host_ports.from
  to_port                      = var.host_ports.to
  referenced_security_group_id = aws_security_group.load_balancer.id
}

resource "aws_vpc_security_group_egress_rule" "apis" {
  for_each          = local.everyone
  security_group_id = aws_security_group.instances.id
  description       = "HTTPS to the APIs of AWS"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.key == "ipv4" ? each.value : null
  cidr_ipv6         = each.key == "ipv6" ? each.value : null
}
