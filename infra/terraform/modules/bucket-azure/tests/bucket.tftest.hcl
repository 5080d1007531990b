# What the module makes of its variables, by Terraform's own core over mocks: nothing is made anywhere.

mock_provider "azurerm" {
  override_during = plan

  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-00000000000a"
    }
  }
}

override_resource {
  target          = azurerm_resource_group.log
  override_during = plan
  values = {
    id = "/subscriptions/s/resourceGroups/attestry-log"
  }
}

override_resource {
  target          = azurerm_storage_account.log
  override_during = plan
  values = {
    id                    = "/subscriptions/s/resourceGroups/attestry-log/providers/Microsoft.Storage/storageAccounts/log"
    primary_blob_endpoint = "https://log.blob.core.windows.net/"
  }
}

override_resource {
  target          = azurerm_storage_container.log
  override_during = plan
  values = {
    id = "/subscriptions/s/resourceGroups/attestry-log/providers/Microsoft.Storage/storageAccounts/log/blobServices/default/containers/log"
  }
}

override_resource {
  target          = azurerm_storage_account.access
  override_during = plan
  values = {
    id = "/subscriptions/s/resourceGroups/attestry-log/providers/Microsoft.Storage/storageAccounts/acc"
  }
}

override_resource {
  target          = azurerm_role_definition.writer
  override_during = plan
  values = {
    role_definition_resource_id = "/roles/writer"
  }
}

override_resource {
  target          = azurerm_role_definition.examiner
  override_during = plan
  values = {
    role_definition_resource_id = "/roles/examiner"
  }
}

variables {
  location    = "westeurope"
  first_shard = 2026
  years       = 6
  lock        = true
  break_glass = { security = "00000000-0000-4000-8000-000000000001" }
  writers     = { aws = "00000000-0000-4000-8000-000000000002" }

  alarm_targets = ["/subscriptions/s/resourceGroups/ops/providers/Microsoft.Insights/actionGroups/ops"]
}

run "what_is_made_for_a_locked_log" {
  command = plan

  # Locked.
  assert {
    condition     = azurerm_storage_container_immutability_policy.log.locked
    error_message = "lock = true must lock"
  }
  assert {
    condition     = azurerm_storage_container_immutability_policy.log.immutability_period_in_days >= 2557 + 31
    error_message = "what is written in the December before the shard's year must be kept until six years after it"
  }
  assert {
    condition     = !azurerm_storage_container_immutability_policy.log.protected_append_writes_enabled && !azurerm_storage_container_immutability_policy.log.protected_append_writes_all_enabled
    error_message = "no blob may grow after it was written"
  }
  assert {
    condition     = azurerm_storage_account.log.blob_properties[0].versioning_enabled
    error_message = "an older version must stay"
  }
  assert {
    condition     = output.bucket.mode == "COMPLIANCE" && output.lock_warning == ""
    error_message = "a locked container is COMPLIANCE, and nothing to warn of"
  }
  assert {
    condition     = output.bucket.days == azurerm_storage_container_immutability_policy.log.immutability_period_in_days
    error_message = "the module of the functions judges by it whether a log may begin"
  }
  assert {
    condition     = output.bucket.endpoint == "https://log.blob.core.windows.net/log" && output.bucket.url == "az://${azurerm_storage_account.log.name}/log"
    error_message = "the functions need the container's address, and people its name"
  }

  # Closed.
  assert {
    condition = alltrue([for a in [azurerm_storage_account.log, azurerm_storage_account.access] :
      !a.shared_access_key_enabled && !a.local_user_enabled && !a.allow_nested_items_to_be_public && a.https_traffic_only_enabled && a.min_tls_version == "TLS1_2" && a.infrastructure_encryption_enabled
    ])
    error_message = "no account takes keys, local users, public blobs, plain HTTP or old TLS, and each encrypts twice"
  }
  assert {
    condition     = alltrue([for l in [azurerm_management_lock.log, azurerm_management_lock.access] : l.lock_level == "CanNotDelete"]) && azurerm_management_lock.log.scope == azurerm_storage_account.log.id && azurerm_management_lock.access.scope == azurerm_storage_account.access.id
    error_message = "neither account must be deleted"
  }
  assert {
    condition     = jsondecode(azurerm_policy_definition.closed.policy_rule).then.effect == "deny" && azurerm_resource_policy_assignment.closed.resource_id == azurerm_storage_account.log.id && azurerm_resource_policy_assignment.access_closed.resource_id == azurerm_storage_account.access.id
    error_message = "neither account must be opened"
  }
  assert {
    condition     = toset([for l in azurerm_monitor_diagnostic_setting.access.enabled_log : l.category]) == toset(["StorageRead", "StorageWrite", "StorageDelete"]) && azurerm_monitor_diagnostic_setting.access.storage_account_id == azurerm_storage_account.access.id
    error_message = "each read, write and delete is recorded in the other account"
  }
  assert {
    condition     = length(azurerm_storage_container_immutability_policy.access) == 3 && alltrue([for p in azurerm_storage_container_immutability_policy.access : p.locked && p.immutability_period_in_days == 2557 && p.protected_append_writes_enabled && !p.protected_append_writes_all_enabled])
    error_message = "records can be appended, and neither changed nor deleted"
  }

  # Writers.
  assert {
    condition     = keys(azurerm_role_assignment.writer) == ["aws"] && azurerm_role_assignment.writer["aws"].scope == azurerm_storage_container.log.id
    error_message = "the listed writers write to the container, nobody else"
  }
  assert {
    condition = toset(flatten([for s in jsondecode(file("${path.module}/../azure/permissions.json")).statements :
      s.actions if contains(["container", "account of the container"], s.resource)
    ])) == toset(concat(azurerm_role_definition.writer.permissions[0].data_actions[*], azurerm_role_definition.examiner.permissions[0].actions))
    error_message = "a writer may do what the functions declare, and no more"
  }
  assert {
    condition = alltrue([for r in [azurerm_role_definition.writer, azurerm_role_definition.examiner, azurerm_role_definition.break_glass] :
      alltrue([for a in concat(tolist(coalesce(r.permissions[0].actions, [])), tolist(coalesce(r.permissions[0].data_actions, []))) :
        !strcontains(a, "*") && !endswith(a, "/blobs/write") && !endswith(a, "/blobs/delete")
      ])
    ])
    error_message = "no role has a wildcard, overwrites or deletes blobs"
  }

  # What lifts a guard is told.
  assert {
    condition     = alltrue([for k in ["right-granted", "role-changed", "policy-exempted", "policy-redefined"] : tolist(azurerm_monitor_activity_log_alert.guarded[k].scopes) == tolist(["/subscriptions/00000000-0000-0000-0000-00000000000a"])])
    error_message = "a right on the subscription is one on the account: a look at the resource group misses it"
  }
  assert {
    condition     = length(setsubtract([for a in azurerm_role_definition.break_glass.permissions[0].actions : a if !endswith(a, "/read")], [for a in values(azurerm_monitor_activity_log_alert.guarded) : a.criteria[0].operation_name])) == 0
    error_message = "all that break-glass does is told"
  }
  assert {
    condition     = contains(azurerm_role_definition.break_glass.permissions[0].actions, "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/read")
    error_message = "a retention is changed by whoever shows the version that he read"
  }
}

run "the_longest_name_fits" {
  command = plan

  variables {
    name = "a-name-of-one-and-thirty-signs-"
  }

  assert {
    condition     = alltrue([for a in [azurerm_storage_account.log, azurerm_storage_account.access] : can(regex("^[a-z0-9]{3,24}$", a.name))]) && azurerm_storage_account.log.name != azurerm_storage_account.access.name
    error_message = "accounts have 24 letters and digits"
  }
}

run "guards_that_nobody_hears_of_are_said" {
  command = plan

  variables {
    alarm_targets = []
  }

  expect_failures = [check.alarms]
}

run "unlocked" {
  command = plan

  variables {
    lock  = false
    years = null
  }

  assert {
    condition     = !azurerm_storage_container_immutability_policy.log.locked && azurerm_storage_container_immutability_policy.log.immutability_period_in_days >= 2557
    error_message = "a trial keeps blobs as long, by a policy that can be lifted"
  }

  assert {
    condition     = output.bucket.mode == "GOVERNANCE" && strcontains(output.lock_warning, "NOT LOCKED")
    error_message = "an unlocked container must say so"
  }

  expect_failures = [check.lock]
}

run "shard_too_far_ahead" {
  command = plan

  variables {
    first_shard = 2190
  }

  expect_failures = [azurerm_storage_container_immutability_policy.log]
}

# What is refused, each with a sentence that says what to do. A run fails where one of them is not.

run "bad_values" {
  command         = plan
  expect_failures = [var.lock, var.location, var.break_glass, var.writers, var.access_log_days, var.alarm_targets, var.name, var.first_shard]

  variables {
    # Lock without years.
    years = null
    # Region without zones.
    location = "westus"
    # No break glass.
    break_glass = {}
    # Writer by name.
    writers = { aws = "attestry-check" }
    # Short access log.
    access_log_days = 30
    # Alarm to nobody.
    alarm_targets = ["ops@example.org"]
    # Names.
    name = "Attestry_Log"
    # Shard of two digits.
    first_shard = 26
  }
}

run "other_bad_values" {
  command         = plan
  expect_failures = [var.years]

  variables {
    # Too few years.
    years = 5
  }
}
