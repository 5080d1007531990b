# Each change of what guards the log is told, whoever makes it.

locals {
  guarded = {
    lock-lifted      = { operation = "Microsoft.Authorization/locks/delete", what = "The lock against deletion was lifted." }
    policy-lifted    = { operation = "Microsoft.Authorization/policyAssignments/delete", what = "The policy that keeps the account closed was lifted." }
    policy-exempted  = { operation = "Microsoft.Authorization/policyExemptions/write", what = "The account was exempted from a policy." }
    right-granted    = { operation = "Microsoft.Authorization/roleAssignments/write", what = "Somebody was granted a right." }
    account-changed  = { operation = "Microsoft.Storage/storageAccounts/write", what = "The account was changed." }
    account-deleted  = { operation = "Microsoft.Storage/storageAccounts/delete", what = "An account was deleted." }
    retention-set    = { operation = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/write", what = "The container's retention was changed." }
    retention-lifted = { operation = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/delete", what = "The container's retention was lifted." }
    log-unwatched    = { operation = "Microsoft.Insights/diagnosticSettings/delete", what = "The access log was switched off." }
  }
}

resource "azurerm_monitor_activity_log_alert" "guarded" {
  for_each = local.guarded

  name                = "${var.name}-log-${each.key}"
  resource_group_name = azurerm_resource_group.log.name
  location            = "global"
  description         = each.value.what
  scopes              = [azurerm_resource_group.log.id]
  tags                = var.tags

  criteria {
    category       = "Administrative"
    operation_name = each.value.operation
  }

  dynamic "action" {
    for_each = var.alarm_targets

    content {
      action_group_id = action.value
    }
  }
}
