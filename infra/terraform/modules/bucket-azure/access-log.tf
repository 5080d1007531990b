# Who asked for what: every read, write and refused delete of the log, in an account of its own.

resource "azurerm_storage_account" "access" {
  name                = "${local.letters}acc${local.digest}"
  resource_group_name = azurerm_resource_group.log.name
  location            = azurerm_resource_group.log.location
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
    # Once its days are over, a record that is removed can be brought back for a month.
    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 30
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

locals {
  access_categories = ["StorageRead", "StorageWrite", "StorageDelete"]
}

# As Azure Monitor would name them; made before it does, so that no record is there without the policy.
resource "azurerm_storage_container" "access" {
  for_each = toset(local.access_categories)

  name                  = "insights-logs-${lower(each.value)}"
  storage_account_id    = azurerm_storage_account.access.id
  container_access_type = "private"

  lifecycle {
    prevent_destroy = true
  }
}

# As firm as the log itself: who could delete a record could hide that he read the log. Azure Monitor appends to a blob for
# an hour, which this lets it do; what was appended stays.
resource "azurerm_storage_container_immutability_policy" "access" {
  for_each = azurerm_storage_container.access

  storage_container_resource_manager_id = each.value.id
  immutability_period_in_days           = var.access_log_days
  locked                                = var.lock
  protected_append_writes_enabled       = true
  protected_append_writes_all_enabled   = false

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_monitor_diagnostic_setting" "access" {
  name               = "${var.name}-access"
  target_resource_id = "${azurerm_storage_account.log.id}/blobServices/default"
  storage_account_id = azurerm_storage_account.access.id

  dynamic "enabled_log" {
    for_each = local.access_categories

    content {
      category = enabled_log.value
    }
  }

  depends_on = [azurerm_storage_container_immutability_policy.access]
}

resource "azurerm_storage_management_policy" "access" {
  storage_account_id = azurerm_storage_account.access.id

  rule {
    name    = "remove-old-records"
    enabled = true

    filters {
      blob_types = ["appendBlob"]
    }

    actions {
      base_blob {
        delete_after_days_since_modification_greater_than = var.access_log_days
      }
    }
  }
}
