# What keeps the account as it is. Azure has no rule that denies people what their roles give them, as the
# policy of an S3 bucket does: an owner of the subscription can lift all that is here. It is refused to
# everybody else, and each time it is done it is told. A locked policy of the container nobody can lift.

# Deletes nobody: not the account, not the container, not its policy.
resource "azurerm_management_lock" "log" {
  name       = "${var.name}-log"
  scope      = azurerm_storage_account.log.id
  lock_level = "CanNotDelete"
  notes      = "Holds the log of attestations, which has to be kept."
}

# Nor the records of who asked for what.
resource "azurerm_management_lock" "access" {
  name       = "${var.name}-log-access"
  scope      = azurerm_storage_account.access.id
  lock_level = "CanNotDelete"
  notes      = "Holds the records of who asked for what of the log."
}

# Refuses to open the account, whoever asks.
resource "azurerm_policy_definition" "closed" {
  name         = "${var.name}-log-stays-closed"
  display_name = "The account of the log stays closed"
  description  = "Neither plain HTTP, old TLS, public blobs nor keys of the account."
  policy_type  = "Custom"
  mode         = "All"

  policy_rule = jsonencode({
    "if" = {
      allOf = [
        { field = "type", equals = "Microsoft.Storage/storageAccounts" },
        {
          anyOf = [
            { field = "Microsoft.Storage/storageAccounts/supportsHttpsTrafficOnly", notEquals = "true" },
            { field = "Microsoft.Storage/storageAccounts/minimumTlsVersion", notIn = ["TLS1_2", "TLS1_3"] },
            { field = "Microsoft.Storage/storageAccounts/allowBlobPublicAccess", notEquals = "false" },
            { field = "Microsoft.Storage/storageAccounts/allowSharedKeyAccess", notEquals = "false" },
          ]
        },
      ]
    }
    "then" = { effect = "deny" }
  })
}

resource "azurerm_resource_policy_assignment" "closed" {
  name                 = "${var.name}-log-stays-closed"
  resource_id          = azurerm_storage_account.log.id
  policy_definition_id = azurerm_policy_definition.closed.id

  non_compliance_message {
    content = "The account of the log takes neither plain HTTP, old TLS, public blobs nor keys."
  }
}

resource "azurerm_resource_policy_assignment" "access_closed" {
  name                 = "${var.name}-log-access-stays-closed"
  resource_id          = azurerm_storage_account.access.id
  policy_definition_id = azurerm_policy_definition.closed.id

  non_compliance_message {
    content = "The account of the log's access records takes neither plain HTTP, old TLS, public blobs nor keys."
  }
}

# Who may lift the guards: the lock, the policy above, and the container's own one while it is unlocked.
resource "azurerm_role_definition" "break_glass" {
  name              = "${var.name}-${local.digest}-log-break-glass"
  scope             = azurerm_resource_group.log.id
  assignable_scopes = [azurerm_resource_group.log.id]
  description       = "Lifts what guards the log's account. Writes and deletes no blob."

  permissions {
    # Reading goes with it: who changes a retention has to show the version that he read.
    actions = [
      "Microsoft.Authorization/locks/read",
      "Microsoft.Authorization/locks/delete",
      "Microsoft.Authorization/policyAssignments/read",
      "Microsoft.Authorization/policyAssignments/delete",
      "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/read",
      "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/write",
      "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/delete",
    ]
  }
}

resource "azurerm_role_assignment" "break_glass" {
  for_each = var.break_glass

  scope              = azurerm_resource_group.log.id
  role_definition_id = azurerm_role_definition.break_glass.role_definition_resource_id
  principal_id       = each.value
  description        = "${each.key} may lift what guards the log's account."
}
