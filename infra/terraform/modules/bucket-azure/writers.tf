# Who may write from outside Azure: create blobs and read them, nothing else. Blobs can be created only, since
# blobs/write, which overwrites, and blobs/delete are in no role here.

locals {
  # The statements on the container in permissions.json of the module azure; a test holds them together.
  writer_actions = [
    "Microsoft.Storage/storageAccounts/blobServices/read",
    "Microsoft.Storage/storageAccounts/blobServices/containers/read",
  ]
  writer_data_actions = [
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
  ]
}

# On blobs of this container only.
resource "azurerm_role_definition" "writer" {
  name              = "${var.name}-${local.digest}-log-writer"
  scope             = azurerm_resource_group.log.id
  assignable_scopes = [azurerm_resource_group.log.id]
  description       = "Creates blobs of the log, and reads them. Overwrites and deletes none."

  permissions {
    data_actions = local.writer_data_actions
  }
}

resource "azurerm_role_assignment" "writer" {
  for_each = var.writers

  scope              = azurerm_storage_container.log.id
  role_definition_id = azurerm_role_definition.writer.role_definition_resource_id
  principal_id       = each.value
  description        = "${each.key} writes to the log."
}

# On how the account is set up, which a writer reads before it writes.
resource "azurerm_role_definition" "examiner" {
  name              = "${var.name}-${local.digest}-log-examiner"
  scope             = azurerm_resource_group.log.id
  assignable_scopes = [azurerm_resource_group.log.id]
  description       = "Reads how the log's account is set up: a writer refuses a container that would not keep what is written."

  permissions {
    actions = local.writer_actions
  }
}

resource "azurerm_role_assignment" "examiner" {
  for_each = var.writers

  scope              = azurerm_storage_account.log.id
  role_definition_id = azurerm_role_definition.examiner.role_definition_resource_id
  principal_id       = each.value
  description        = "${each.key} looks whether the log's container keeps what is written."
}
