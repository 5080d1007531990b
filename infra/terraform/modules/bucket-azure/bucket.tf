# The container that holds the log, and the policy that keeps what is in it.

data "azurerm_client_config" "this" {}

locals {
  years = coalesce(var.years, 6)

  # The policy counts from a blob's creation on, whatever shard it is of. So each blob gets what the first
  # one of a year needs: that year and the full ones after it, all counted as leap years, and a quarter
  # for a log that is made before its year begins.
  days = (local.years + 1) * 366 + 92

  mode = var.lock ? "COMPLIANCE" : "GOVERNANCE"

  # Names of accounts are of all of Azure: 24 lower-case letters and digits.
  letters   = substr(replace(var.name, "-", ""), 0, 13)
  digest    = substr(sha256("${data.azurerm_client_config.this.subscription_id}/${var.name}"), 0, 8)
  account   = "${local.letters}log${local.digest}"
  container = "log"
}

# Of its own, so that nobody needs a right on it to work on the functions.
resource "azurerm_resource_group" "log" {
  name     = "${var.name}-log"
  location = var.location
  tags     = var.tags
}

resource "azurerm_storage_account" "log" {
  name                = local.account
  resource_group_name = azurerm_resource_group.log.name
  location            = azurerm_resource_group.log.location
  tags                = var.tags

  account_kind             = "StorageV2"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  # Who has a key of the account may do all that the account can: there is none.
  shared_access_key_enabled       = false
  local_user_enabled              = false
  default_to_oauth_authentication = true

  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"
  allow_nested_items_to_be_public = false

  # Copies of the log to and from accounts of other tenants are nobody's business.
  cross_tenant_replication_enabled = false
  allowed_copy_scope               = "AAD"

  # Twice, by keys of Microsoft's. A key of ours could be deleted, and the log with it; what nobody else
  # may read, the packs of evidence, is encrypted under the pack key before it comes here.
  infrastructure_encryption_enabled = true

  blob_properties {
    # A write that were not create-only would leave the older version, which counts.
    versioning_enabled = true

    # Once its days are over, what is deleted can be brought back for a month.
    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 365
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_container" "log" {
  name                  = local.container
  storage_account_id    = azurerm_storage_account.log.id
  container_access_type = "private"

  lifecycle {
    prevent_destroy = true
  }
}

# No blob can be overwritten or deleted before its days are over; new ones can be created.
resource "azurerm_storage_container_immutability_policy" "log" {
  storage_container_resource_manager_id = azurerm_storage_container.log.id
  immutability_period_in_days           = local.days
  locked                                = var.lock

  # An append blob that may grow could be given more after it was hashed.
  protected_append_writes_enabled     = false
  protected_append_writes_all_enabled = false

  lifecycle {
    prevent_destroy = true

    precondition {
      condition     = timecmp(timeadd(plantimestamp(), "${local.days * 24}h"), "${var.first_shard + local.years + 1}-01-01T00:00:00Z") >= 0
      error_message = "What is written today would be kept for ${local.days} days, which does not reach the end of ${var.first_shard + local.years}: make the log of ${var.first_shard} from October of the year before on, or set years higher."
    }
  }
}

check "lock" {
  assert {
    condition     = var.lock
    error_message = local.lock_warning
  }
}
