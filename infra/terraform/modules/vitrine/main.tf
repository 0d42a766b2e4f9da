# The whole service. Each module states its purpose; src/site/assets/infrastructure.en.svg shows all modules.

locals {
  # The parts: names of containers and images, their ports, and the paths of their health checks.
  targets = {
    backend  = { port = 8080, health_path = "/readyz" }
    frontend = { port = 8080, health_path = "/healthz" }
  }

  # The load balancer waits this long for running requests, then the program gets the stop signal and has the same time
  # again.
  deregistration_delay_seconds = 15
  drain_seconds                = 10
}

module "encryption" {
  source = "../encryption"
  name   = var.name
}

module "network" {
  source = "../network"
  name   = var.name
  cidr   = var.network_cidr
  zones  = var.zones
}

module "dns" {
  source                 = "../dns"
  name                   = var.name
  domain                 = var.domain
  zone                   = var.zone
  create_zone            = var.create_zone
  protect                = var.protect
  load_balancer_dns_name = module.load_balancer.dns_name
  load_balancer_zone_id  = module.load_balancer.zone_id
}

module "auth" {
  source        = "../auth"
  name          = var.name
  domain        = var.domain
  domain_prefix = var.sign_in_prefix
  open_sign_up  = var.open_sign_up
  protect       = var.protect
}

module "load_balancer" {
  source                       = "../load_balancer"
  name                         = var.name
  vpc_id                       = module.network.vpc_id
  subnet_ids                   = module.network.subnet_ids
  security_group_id            = module.network.load_balancer_security_group_id
  certificate_arn              = module.dns.certificate_arn
  user_pool_arn                = module.auth.user_pool_arn
  user_pool_client_id          = module.auth.client_id
  user_pool_domain             = module.auth.domain_prefix
  site_access                  = var.site_access
  targets                      = local.targets
  deregistration_delay_seconds = local.deregistration_delay_seconds
  firewall                     = var.firewall
  log_days                     = var.log_days
  protect                      = var.protect
}

module "table" {
  source  = "../table"
  name    = var.name
  key_arn = module.encryption.key_arn
  protect = var.protect
}

module "registry" {
  source  = "../registry"
  name    = var.name
  parts   = keys(local.targets)
  key_arn = module.encryption.key_arn
  protect = var.protect
}

module "service" {
  source                          = "../service"
  name                            = var.name
  subnet_ids                      = module.network.subnet_ids
  security_group_id               = module.network.instances_security_group_id
  instance_type                   = var.instance_type
  architecture                    = var.architecture
  instances                       = var.instances
  tasks                           = var.tasks
  targets                         = local.targets
  image_urls                      = module.registry.urls
  image_arns                      = module.registry.arns
  drain_seconds                   = local.drain_seconds
  domain                          = var.domain
  site_access                     = var.site_access
  owner                           = var.owner
  load_balancer_arn               = module.load_balancer.arn
  load_balancer_arn_suffix        = module.load_balancer.arn_suffix
  proxy_network                   = module.network.cidr
  target_group_arns               = module.load_balancer.target_group_arns
  backend_target_group_arn_suffix = module.load_balancer.target_group_arn_suffixes["backend"]
  issuer                          = module.auth.issuer
  client_id                       = module.auth.client_id
  sign_in_pages                   = module.auth.sign_in_pages
  table_name                      = module.table.name
  table_arn                       = module.table.arn
  log_groups                      = module.observability.log_groups
  log_group_arns                  = module.observability.log_group_arns
  key_arn                         = module.encryption.key_arn
}

module "pipeline" {
  source             = "../pipeline"
  name               = var.name
  repository         = var.repository
  branch             = var.branch
  architecture       = var.architecture
  compute_type       = var.build_compute_type
  engine             = var.image_engine
  image_urls         = module.registry.urls
  image_arns         = module.registry.arns
  cluster_name       = module.service.cluster_name
  cluster_arn        = module.service.cluster_arn
  service_names      = module.service.service_names
  service_arns       = module.service.service_arns
  task_role_arns     = module.service.task_role_arns
  deployed_parameter = module.service.deployed_parameter
  log_group_name     = module.observability.log_groups["pipeline"]
  log_group_arn      = module.observability.log_group_arns["pipeline"]
  topic_arn          = module.observability.topic_arn
  key_arn            = module.encryption.key_arn
}

module "observability" {
  source                    = "../observability"
  name                      = var.name
  email                     = var.owner
  budget_usd                = var.budget_usd
  log_days                  = var.log_days
  load_balancer_arn_suffix  = module.load_balancer.arn_suffix
  target_group_arn_suffixes = module.load_balancer.target_group_arn_suffixes
  cluster_name              = module.service.cluster_name
  service_names             = module.service.service_names
  table_name                = module.table.name
  key_arn                   = module.encryption.key_arn
}
