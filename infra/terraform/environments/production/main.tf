# For real readers: two machines in two zones, so that losing one is not noticed, and nothing can be deleted by mistake.

module "vitrine" {
  source         = "../../modules/vitrine"
  name           = "vitrine"
  domain         = var.domain
  zone           = var.zone
  create_zone    = var.create_zone
  owner          = var.owner
  repository     = var.repository
  sign_in_prefix = var.sign_in_prefix
  site_access    = var.site_access
  instances      = { min = 2, max = 4 }
  tasks          = { min = 2, max = 8 }
  budget_usd     = 100
  protect        = var.protect
}
