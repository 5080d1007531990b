# The queues between the functions, and beside each its dead-letter queue: the host puts a message there
# that failed five times.

locals {
  queues = toset(["check", "check-poison", "append", "append-poison"])
  # By the queue's own name, so that nobody is given a right on one that is not there yet.
  queue_ids = { for q in local.queues : q => "${azurerm_storage_account.work.id}/queueServices/default/queues/${azurerm_storage_queue.this[q].name}" }
}

resource "azurerm_storage_account" "work" {
  name                = "${local.letters}work${local.digest}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  tags                = var.tags

  account_kind             = "StorageV2"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  shared_access_key_enabled         = false
  local_user_enabled                = false
  default_to_oauth_authentication   = true
  https_traffic_only_enabled        = true
  min_tls_version                   = "TLS1_2"
  allow_nested_items_to_be_public   = false
  cross_tenant_replication_enabled  = false
  infrastructure_encryption_enabled = true

  blob_properties {
    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 30
    }
  }
}

resource "azurerm_storage_queue" "this" {
  for_each = local.queues

  name               = each.key
  storage_account_id = azurerm_storage_account.work.id
}
