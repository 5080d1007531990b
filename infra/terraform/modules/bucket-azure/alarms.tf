# Each change of what guards the log is told, whoever makes it.

locals {
  # In the log's resource group.
  guarded = {
    lock-lifted      = { operation = "Microsoft.Authorization/locks/delete", what = "The lock against deletion was lifted." }
    policy-lifted    = { operation = "Microsoft.Authorization/policyAssignments/delete", what = "The policy that keeps the account closed was lifted." }
    policy-changed   = { operation = "Microsoft.Authorization/policyAssignments/write", what = "The policy that keeps the account closed was changed." }
    account-changed  = { operation = "Microsoft.Storage/storageAccounts/write", what = "The account was changed." }
    account-deleted  = { operation = "Microsoft.Storage/storageAccounts/delete", what = "An account was deleted." }
    blobs-changed    = { operation = "Microsoft.Storage/storageAccounts/blobServices/write", what = "Versions or the bringing back of what was deleted were changed." }
    retention-set    = { operation = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/write", what = "A container's retention, of the log or of its records, was changed." }
    retention-lifted = { operation = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/delete", what = "A container's retention, of the log or of its records, was lifted." }
    log-unwatched    = { operation = "Microsoft.Insights/diagnosticSettings/delete", what = "The access log was switched off." }
    log-led-away     = { operation = "Microsoft.Insights/diagnosticSettings/write", what = "The access log was changed." }
    records-cut      = { operation = "Microsoft.Storage/storageAccounts/managementPolicies/write", what = "How long the access log is kept was changed." }
    alarm-removed    = { operation = "Microsoft.Insights/activityLogAlerts/delete", what = "One of these alarms was removed." }
    alarm-changed    = { operation = "Microsoft.Insights/activityLogAlerts/write", what = "One of these alarms was changed." }
  }

  # In all of the subscription: a right on it is one on the account, and roles and policies are defined there.
  guarded_above = {
    right-granted    = { operation = "Microsoft.Authorization/roleAssignments/write", what = "Somebody was granted a right in the log's subscription." }
    role-changed     = { operation = "Microsoft.Authorization/roleDefinitions/write", what = "What a role may do was changed in the log's subscription." }
    policy-exempted  = { operation = "Microsoft.Authorization/policyExemptions/write", what = "Something was exempted from a policy in the log's subscription." }
    policy-redefined = { operation = "Microsoft.Authorization/policyDefinitions/write", what = "What a policy refuses was changed in the log's subscription." }
    policy-undefined = { operation = "Microsoft.Authorization/policyDefinitions/delete", what = "A policy was removed in the log's subscription." }
  }

  alarms = merge(
    { for k, a in local.guarded : k => merge(a, { scope = azurerm_resource_group.log.id }) },
    { for k, a in local.guarded_above : k => merge(a, { scope = "/subscriptions/${data.azurerm_client_config.this.subscription_id}" }) },
  )
}

resource "azurerm_monitor_activity_log_alert" "guarded" {
  for_each = local.alarms

  name                = "${var.name}-log-${each.key}"
  resource_group_name = azurerm_resource_group.log.name
  location            = "global"
  description         = each.value.what
  scopes              = [each.value.scope]
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

check "alarms" {
  assert {
    condition     = length(var.alarm_targets) > 0
    error_message = "Nobody is told when a guard of the log is lifted: name an action group in alarm_targets."
  }
}
