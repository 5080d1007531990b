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
  shard       = 2026
  years       = 6
  lock        = true
  break_glass = { security = "00000000-0000-4000-8000-000000000001" }
  writers     = { aws = "00000000-0000-4000-8000-000000000002" }
}

run "locked" {
  command = plan

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
    condition     = output.bucket.endpoint == "https://log.blob.core.windows.net/log" && output.bucket.url == "az://${azurerm_storage_account.log.name}/log"
    error_message = "the functions need the container's address, and people its name"
  }
}

run "closed" {
  command = plan

  assert {
    condition = alltrue([for a in [azurerm_storage_account.log, azurerm_storage_account.access] :
      !a.shared_access_key_enabled && !a.local_user_enabled && !a.allow_nested_items_to_be_public && a.https_traffic_only_enabled && a.min_tls_version == "TLS1_2" && a.infrastructure_encryption_enabled
    ])
    error_message = "no account takes keys, local users, public blobs, plain HTTP or old TLS, and each encrypts twice"
  }

  assert {
    condition     = azurerm_management_lock.log.lock_level == "CanNotDelete" && azurerm_management_lock.log.scope == azurerm_storage_account.log.id
    error_message = "the account must not be deleted"
  }

  assert {
    condition     = jsondecode(azurerm_policy_definition.closed.policy_rule).then.effect == "deny" && azurerm_resource_policy_assignment.closed.resource_id == azurerm_storage_account.log.id
    error_message = "the account must not be opened"
  }

  assert {
    condition     = toset([for l in azurerm_monitor_diagnostic_setting.access.enabled_log : l.category]) == toset(["StorageRead", "StorageWrite", "StorageDelete"]) && azurerm_monitor_diagnostic_setting.access.storage_account_id == azurerm_storage_account.access.id
    error_message = "each read, write and delete is recorded in the other account"
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

run "writers" {
  command = plan

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

run "lock_without_years" {
  command = plan

  variables {
    years = null
  }

  expect_failures = [var.lock]
}

run "too_few_years" {
  command = plan

  variables {
    years = 5
  }

  expect_failures = [var.years]
}

run "shard_too_far_ahead" {
  command = plan

  variables {
    shard = 2190
  }

  expect_failures = [azurerm_storage_container_immutability_policy.log]
}

run "region_without_zones" {
  command = plan

  variables {
    location = "westus"
  }

  expect_failures = [var.location]
}

run "no_break_glass" {
  command = plan

  variables {
    break_glass = {}
  }

  expect_failures = [var.break_glass]
}

run "writer_by_name" {
  command = plan

  variables {
    writers = { aws = "attestry-check" }
  }

  expect_failures = [var.writers]
}

run "short_access_log" {
  command = plan

  variables {
    access_log_days = 30
  }

  expect_failures = [var.access_log_days]
}

run "alarm_to_nobody" {
  command = plan

  variables {
    alarm_targets = ["ops@example.org"]
  }

  expect_failures = [var.alarm_targets]
}

run "names" {
  command = plan

  variables {
    name = "Attestry_Log"
  }

  expect_failures = [var.name]
}

run "shard_of_two_digits" {
  command = plan

  variables {
    shard = 26
  }

  expect_failures = [var.shard]
}
