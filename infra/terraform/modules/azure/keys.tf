# The keys: one signs commits, one wraps the data keys of packs of evidence. Neither leaves the vault's
# hardware.

resource "azurerm_key_vault" "this" {
  name                = "${local.letters}kv${local.digest}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  tags                = var.tags
  tenant_id           = data.azurerm_client_config.this.tenant_id
  sku_name            = "premium"

  rbac_authorization_enabled = true

  # What is deleted can be brought back for 90 days, and by nobody destroyed before.
  purge_protection_enabled   = true
  soft_delete_retention_days = 90

  lifecycle {
    prevent_destroy = true
  }
}

# Whoever runs terraform apply makes keys and new versions of them, and reads them. He signs nothing and unwraps nothing.
resource "azurerm_role_definition" "key_maker" {
  name              = "${var.name}-${local.digest} makes keys"
  description       = "Terraform makes the keys and says how they turn. It may neither sign nor unwrap."
  scope             = azurerm_resource_group.this.id
  assignable_scopes = [azurerm_resource_group.this.id]

  permissions {
    data_actions = [
      "Microsoft.KeyVault/vaults/keys/read",
      "Microsoft.KeyVault/vaults/keys/create/action",
      "Microsoft.KeyVault/vaults/keys/rotate/action",
      "Microsoft.KeyVault/vaults/keys/update/action",
      "Microsoft.KeyVault/vaults/keyrotationpolicies/read",
      "Microsoft.KeyVault/vaults/keyrotationpolicies/write",
    ]
  }
}

resource "azurerm_role_assignment" "key_maker" {
  scope              = azurerm_key_vault.this.id
  role_definition_id = azurerm_role_definition.key_maker.role_definition_resource_id
  principal_id       = data.azurerm_client_config.this.object_id
  description        = "Terraform makes the keys."
}

# Does not turn by itself: a new version is a new writer, which the owner of the log has to bring into the
# key document first. Until then the variable commit_key holds the functions to the present one.
locals {
  commit_key = coalesce(var.commit_key, azurerm_key_vault_key.commit.id)
}

resource "azurerm_key_vault_key" "commit" {
  name         = "commit"
  key_vault_id = azurerm_key_vault.this.id
  key_type     = "EC-HSM"
  curve        = "P-256"
  key_opts     = ["sign", "verify"]
  tags         = var.tags

  lifecycle {
    prevent_destroy = true

    precondition {
      condition     = var.bucket.days == null ? true : timecmp(timeadd(plantimestamp(), "${var.bucket.days * 24}h"), "${var.shard + 7}-01-01T00:00:00Z") >= 0
      error_message = "What is written today would be kept for ${coalesce(var.bucket.days, 0)} days, which does not reach the end of ${var.shard + 6}: make the log of ${var.shard} from October of the year before on, or set years of the bucket higher."
    }
  }

  depends_on = [azurerm_role_assignment.key_maker]
}

# Turns once a year. The functions take the new version from the next apply on; older ones stay to unwrap.
resource "azurerm_key_vault_key" "pack" {
  name         = "pack"
  key_vault_id = azurerm_key_vault.this.id
  key_type     = "RSA-HSM"
  key_size     = 3072
  key_opts     = ["wrapKey", "unwrapKey"]
  tags         = var.tags

  rotation_policy {
    automatic {
      time_after_creation = "P1Y"
    }
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [azurerm_role_assignment.key_maker]
}

# Who used a key, and when.
resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = "${var.name}-vault"
  target_resource_id         = azurerm_key_vault.this.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id

  enabled_log {
    category = "AuditEvent"
  }
}
