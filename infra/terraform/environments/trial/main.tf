# A trial at the lowest realistic cost: one machine, and everything may be deleted again.

module "vitrine" {
  source         = "../../modules/vitrine"
  name           = "vitrine-trial"
  domain         = var.domain
  zone           = var.zone
  create_zone    = var.create_zone
  owner          = var.owner
  repository     = var.repository
  sign_in_prefix = var.sign_in_prefix
  site_access    = var.site_access
  instances      = { min = 1, max = 2 }
  tasks          = { min = 1, max = 2 }
  log_days       = 7
  budget_usd     = 60
  protect        = false
}
