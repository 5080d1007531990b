# What the module makes of its variables, by Terraform's own core over mocks: nothing is made anywhere.

mock_provider "azurerm" {
  override_during = plan

  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-00000000000a"
      tenant_id       = "00000000-0000-0000-0000-000000000001"
      object_id       = "00000000-0000-0000-0000-00000000000b"
    }
  }

  mock_resource "azurerm_resource_group" {
    defaults = {
      id = "/subscriptions/s/resourceGroups/attestry"
    }
  }

  mock_resource "azurerm_key_vault" {
    defaults = {
      id = "/vault"
    }
  }

  mock_resource "azurerm_storage_account" {
    defaults = {
      id = "/account"
    }
  }

  mock_resource "azurerm_storage_container" {
    defaults = {
      id = "/container"
    }
  }

  mock_resource "azurerm_application_insights" {
    defaults = {
      id = "/insights"
    }
  }

  mock_resource "azurerm_log_analytics_workspace" {
    defaults = {
      id = "/workspace"
    }
  }

  mock_resource "azurerm_linux_function_app" {
    defaults = {
      id = "/app"
    }
  }

  mock_resource "azurerm_eventgrid_system_topic" {
    defaults = {
      identity = { principal_id = "source" }
    }
  }

  mock_resource "azurerm_eventgrid_topic" {
    defaults = {
      id       = "/topic"
      endpoint = "https://told.westeurope-1.eventgrid.azure.net/api/events"
      identity = { principal_id = "topic" }
    }
  }
}

override_resource {
  target          = azurerm_storage_account.work
  override_during = plan
  values = {
    id                     = "/subscriptions/s/resourceGroups/attestry/providers/Microsoft.Storage/storageAccounts/work"
    primary_queue_endpoint = "https://work.queue.core.windows.net/"
  }
}

override_resource {
  target          = azurerm_key_vault_key.commit
  override_during = plan
  values = {
    id                      = "https://kv.vault.azure.net/keys/commit/00000000000000000000000000000001"
    resource_versionless_id = "/vault/keys/commit"
  }
}

override_resource {
  target          = azurerm_key_vault_key.pack
  override_during = plan
  values = {
    id                      = "https://kv.vault.azure.net/keys/pack/00000000000000000000000000000002"
    resource_versionless_id = "/vault/keys/pack"
  }
}

override_resource {
  target          = azurerm_user_assigned_identity.function["check"]
  override_during = plan
  values = {
    principal_id = "object-of-check"
    client_id    = "client-of-check"
  }
}

variables {
  location      = "westeurope"
  shard         = 2026
  genesis       = "00000000000000000000000000000000000000000000000000000000000000aa"
  map           = "m"
  policy        = "p"
  package       = "tests/package.zip"
  alarm_targets = ["/subscriptions/s/resourceGroups/ops/providers/Microsoft.Insights/actionGroups/ops"]

  bucket = {
    url        = "az://log/log"
    endpoint   = "https://log.blob.core.windows.net/log"
    mode       = "COMPLIANCE"
    account_id = "/subscriptions/t/resourceGroups/log/providers/Microsoft.Storage/storageAccounts/log"
  }
}

run "each_function_may_do_what_is_declared_and_no_more" {
  command = plan

  assert {
    condition = alltrue([for f in local.functions :
      toset(flatten([for g in values(local.grants) : local.statements[g.statement].actions if g.function == f])) == toset(flatten([
        for s in jsondecode(file("${path.module}/permissions.json")).statements : s.actions if contains(s.functions, f)
        && !contains(["machines that are not asked at a url", "subscription of machines", "attestation providers that the flow map names"], s.resource)
      ]))
    ])
    error_message = "where nothing of machines is granted, each function has what permissions.json declares for it"
  }

  assert {
    condition     = keys(azurerm_role_assignment.function) == keys(local.grants)
    error_message = "nothing else is granted to a function"
  }

  assert {
    condition = alltrue([for name, r in azurerm_role_definition.statement :
      toset(concat(tolist(r.permissions[0].actions), tolist(r.permissions[0].data_actions))) == toset(local.statements[name].actions) && r.description == local.statements[name].reason
    ])
    error_message = "a role has the actions of its statement, and its reason"
  }

  assert {
    condition = alltrue([for r in concat(values(azurerm_role_definition.statement), [azurerm_role_definition.key_maker, azurerm_role_definition.package_maker]) :
      alltrue([for a in concat(tolist(coalesce(r.permissions[0].actions, [])), tolist(coalesce(r.permissions[0].data_actions, []))) : !strcontains(a, "*")])
    ])
    error_message = "no role has a wildcard"
  }

  assert {
    condition     = alltrue([for a in values(azurerm_role_assignment.function) : a.scope != local.subscription])
    error_message = "no function has a right on the whole subscription"
  }

  assert {
    condition     = azurerm_role_assignment.function["check: append-queue add/action (append)"].scope == "/subscriptions/s/resourceGroups/attestry/providers/Microsoft.Storage/storageAccounts/work/queueServices/default/queues/append"
    error_message = "check sends results to the append queue"
  }

  assert {
    condition     = azurerm_role_assignment.function["append: container add/action (container)"].scope == "/subscriptions/t/resourceGroups/log/providers/Microsoft.Storage/storageAccounts/log/blobServices/default/containers/log"
    error_message = "append creates blobs in the log's container"
  }

  assert {
    condition     = !anytrue([for g in values(local.grants) : g.function == "check" && strcontains(g.statement, "sign")])
    error_message = "check signs nothing"
  }

  assert {
    condition     = azurerm_role_assignment.key_maker.scope == azurerm_key_vault.this.id && !anytrue([for a in azurerm_role_definition.key_maker.permissions[0].data_actions : can(regex("sign|unwrap|decrypt", a))])
    error_message = "whoever makes keys uses none"
  }
}

run "machines_are_granted_one_by_one" {
  command = plan

  variables {
    machines = {
      vm = "/subscriptions/u/resourceGroups/r/providers/Microsoft.Compute/virtualMachines/vm"
    }
    select_machines = true
    attestation_providers = {
      ours = "/subscriptions/u/resourceGroups/r/providers/Microsoft.Attestation/attestationProviders/ours"
    }
  }

  assert {
    condition     = toset([for g in values(local.grants) : g.scope if strcontains(g.statement, "runCommands")]) == toset(["/subscriptions/u/resourceGroups/r/providers/Microsoft.Compute/virtualMachines/vm"])
    error_message = "check runs commands on the listed machines only"
  }

  assert {
    condition     = [for g in values(local.grants) : g.statement if g.scope == local.subscription] == ["subscription of machines virtualMachines/read instanceView/read"]
    error_message = "of the subscription check may see the machines, and do nothing"
  }

  assert {
    condition     = azurerm_linux_function_app.function["check"].app_settings["ATTESTRY_SUBSCRIPTION"] == "00000000-0000-0000-0000-00000000000a"
    error_message = "check has to know where to look for machines"
  }

  assert {
    condition     = contains(azurerm_role_definition.statement["subscription of machines virtualMachines/read instanceView/read"].assignable_scopes, "/subscriptions/u")
    error_message = "a role must be assignable where the machines are"
  }
}

run "each_app_runs_its_own_function" {
  command = plan

  assert {
    condition = { for f, a in azurerm_linux_function_app.function : f => [
      for h in ["append", "append-dead-letter", "audit", "check", "check-dead-letter", "event", "sweep"] : h if !contains(keys(a.app_settings), "AzureWebJobs.${h}.Disabled")
      ] } == {
      append        = ["append"]
      audit         = ["audit"]
      check         = ["check"]
      "dead-letter" = ["append-dead-letter", "check-dead-letter"]
      event         = ["event"]
      sweep         = ["sweep"]
    }
    error_message = "in each app the functions of the others are switched off"
  }

  assert {
    condition     = [for f, a in azurerm_linux_function_app.function : f if a.public_network_access_enabled] == ["event"]
    error_message = "nobody may call a function but Event Grid, which calls event"
  }

  assert {
    condition = alltrue([for a in values(azurerm_linux_function_app.function) :
      a.https_only && a.storage_uses_managed_identity && a.site_config[0].always_on && a.site_config[0].ftps_state == "Disabled" && a.site_config[0].minimum_tls_version == "1.2" && !a.ftp_publish_basic_authentication_enabled && !a.webdeploy_publish_basic_authentication_enabled
    ])
    error_message = "the apps run always, by TLS, and nobody signs in with a password"
  }

  assert {
    condition     = length(distinct([for a in values(azurerm_linux_function_app.function) : a.storage_account_name])) == 6
    error_message = "each host has an account of its own"
  }

  assert {
    condition     = azurerm_linux_function_app.function["event"].app_settings["ATTESTRY_OWN_IDENTITIES"] == "object-of-check client-of-check"
    error_message = "event must know whose run commands are our own"
  }

  assert {
    condition = alltrue([for a in values(azurerm_linux_function_app.function) :
      a.app_settings["ATTESTRY_CHECK_QUEUE"] == "check" && a.app_settings["ATTESTRY_APPEND_QUEUE"] == "append" && a.app_settings["ATTESTRY_QUEUES__queueServiceUri"] == "https://work.queue.core.windows.net" && a.app_settings["ATTESTRY_BUCKET_ACCOUNT"] == var.bucket.account_id && a.app_settings["ATTESTRY_SWEEP_SCHEDULE"] == "0 */5 * * * *"
    ])
    error_message = "queues, bucket and schedule are told to each app"
  }

  assert {
    condition     = can(regex("/keys/commit/[0-9a-f]{32}$", azurerm_linux_function_app.function["append"].app_settings["ATTESTRY_COMMIT_KEY"])) && can(regex("/keys/pack/[0-9a-f]{32}$", azurerm_linux_function_app.function["append"].app_settings["ATTESTRY_PACK_KEY"]))
    error_message = "keys are named with their version"
  }
}

run "queues_and_events_are_wired" {
  command = plan

  assert {
    condition     = toset([for q in values(azurerm_storage_queue.this) : q.name]) == toset(["check", "check-poison", "append", "append-poison"])
    error_message = "beside each queue is the one that the host puts dead letters into"
  }

  assert {
    condition     = alltrue([for s in values(azurerm_eventgrid_system_topic_event_subscription.source) : s.azure_function_endpoint[0].function_id == "${azurerm_linux_function_app.function["event"].id}/functions/event" && s.storage_blob_dead_letter_destination[0].storage_blob_container_name == "undelivered-events"])
    error_message = "each source of events calls event, and keeps what it could not deliver"
  }

  assert {
    condition     = azurerm_eventgrid_topic.told.input_schema == "CloudEventSchemaV1_0" && !azurerm_eventgrid_topic.told.local_auth_enabled
    error_message = "the topic takes CloudEvents, and no key"
  }
}

run "alarms_watch_what_is_there" {
  command = plan

  assert {
    condition     = length(setsubtract(["sweep-late", "commit-lag", "audit-failed", "dead-letters", "gap", "contraindicated"], concat(keys(azurerm_monitor_scheduled_query_rules_alert_v2.ran), keys(azurerm_monitor_metric_alert.told)))) == 0
    error_message = "an alarm is missing"
  }

  assert {
    condition = alltrue(flatten([for a in values(azurerm_monitor_scheduled_query_rules_alert_v2.ran) :
      [for n in regexall("'([a-z-]+)'", a.criteria[0].query) : contains(flatten(values(local.handlers)), n[0])]
    ]))
    error_message = "a query asks for a function that the package has not"
  }

  assert {
    condition     = alltrue([for n, a in azurerm_monitor_metric_alert.told : tolist(a.criteria)[0].dimension[0].values[0] == azurerm_eventgrid_event_subscription.told[n].name && tolist(a.action)[0].action_group_id == var.alarm_targets[0]])
    error_message = "an alarm counts a subscription that is there, and goes to somebody"
  }

  assert {
    condition     = alltrue([for a in values(azurerm_monitor_scheduled_query_rules_alert_v2.ran) : a.action[0].action_groups == var.alarm_targets])
    error_message = "each alarm goes to somebody"
  }

  assert {
    condition     = azurerm_log_analytics_workspace.this.retention_in_days == 400 && !azurerm_log_analytics_workspace.this.local_authentication_enabled && !azurerm_application_insights.this.local_authentication_enabled
    error_message = "logs are kept, and only who has a right writes there"
  }

  assert {
    condition     = length(jsondecode(azurerm_application_insights_workbook.this.data_json).items) == length(local.charts)
    error_message = "the dashboard shows each chart"
  }
}

run "keys_stay_in_hardware" {
  command = plan

  assert {
    condition     = azurerm_key_vault.this.purge_protection_enabled && azurerm_key_vault.this.rbac_authorization_enabled && azurerm_key_vault.this.soft_delete_retention_days == 90
    error_message = "a deleted key must come back"
  }

  assert {
    condition     = azurerm_key_vault_key.commit.key_type == "EC-HSM" && azurerm_key_vault_key.commit.curve == "P-256" && azurerm_key_vault_key.pack.key_type == "RSA-HSM"
    error_message = "P-256 signs, RSA wraps, both in hardware"
  }

  assert {
    condition     = azurerm_key_vault_key.pack.rotation_policy[0].automatic[0].time_after_creation == "P1Y"
    error_message = "the pack key turns once a year"
  }
}

run "a_new_version_of_the_key_waits_for_the_key_document" {
  command = plan

  variables {
    commit_key = "https://kv.vault.azure.net/keys/commit/00000000000000000000000000000003"
  }

  assert {
    condition     = alltrue([for a in values(azurerm_linux_function_app.function) : a.app_settings["ATTESTRY_COMMIT_KEY"] == var.commit_key]) && output.commit_key == var.commit_key
    error_message = "the named version signs, whichever is the newest"
  }
}

run "commit_key_without_version" {
  command = plan

  variables {
    commit_key = "https://kv.vault.azure.net/keys/commit"
  }

  expect_failures = [var.commit_key]
}

run "the_longest_name_fits" {
  command = plan

  variables {
    name = "a-name-of-one-and-thirty-signs-"
  }

  assert {
    condition     = alltrue([for a in concat([azurerm_storage_account.work], values(azurerm_storage_account.host)) : can(regex("^[a-z0-9]{3,24}$", a.name))]) && can(regex("^[a-z][a-z0-9-]{2,23}$", azurerm_key_vault.this.name))
    error_message = "accounts have 24 letters and digits, vaults 24 signs"
  }

  assert {
    condition     = alltrue([for a in values(azurerm_linux_function_app.function) : length(a.name) <= 60]) && length(distinct([for a in values(azurerm_storage_account.host) : a.name])) == 6
    error_message = "apps have 60 signs, and no two accounts one name"
  }
}

run "closed" {
  command = plan

  assert {
    condition = alltrue([for a in concat([azurerm_storage_account.work], values(azurerm_storage_account.host)) :
      !a.shared_access_key_enabled && !a.local_user_enabled && !a.allow_nested_items_to_be_public && a.https_traffic_only_enabled && a.min_tls_version == "TLS1_2" && a.infrastructure_encryption_enabled
    ])
    error_message = "no account takes keys, local users, public blobs, plain HTTP or old TLS, and each encrypts twice"
  }
}

run "bucket_in_aws" {
  command = plan

  variables {
    bucket = {
      url  = "s3://attestry-log-123456789012"
      mode = "COMPLIANCE"
      environment = {
        ATTESTRY_BUCKET_AUDIENCE = "api://attestry-writer"
        AWS_REGION               = "eu-central-1"
        AWS_ROLE_ARN             = "arn:aws:iam::123456789012:role/attestry-azure"
      }
    }
  }

  assert {
    condition = alltrue([for a in values(azurerm_linux_function_app.function) :
      a.app_settings["ATTESTRY_BUCKET"] == "s3://attestry-log-123456789012" && a.app_settings["ATTESTRY_BUCKET_AUDIENCE"] == "api://attestry-writer" && a.app_settings["AWS_ROLE_ARN"] == "arn:aws:iam::123456789012:role/attestry-azure" && a.app_settings["AWS_REGION"] == "eu-central-1" && !contains(keys(a.app_settings), "ATTESTRY_BUCKET_ACCOUNT")
    ])
    error_message = "for a bucket in AWS the functions need the role there, and nothing of Azure's"
  }

  assert {
    condition     = !anytrue([for g in values(local.grants) : startswith(g.statement, "container ") || startswith(g.statement, "account of the container ")])
    error_message = "where the log is in AWS nothing of Azure's holds it"
  }
}

run "bucket_in_aws_without_role" {
  command = plan

  variables {
    bucket = {
      url         = "s3://attestry-log-123456789012"
      mode        = "COMPLIANCE"
      environment = { AWS_REGION = "eu-central-1" }
    }
  }

  expect_failures = [var.bucket]
}

run "bucket_without_account" {
  command = plan

  variables {
    bucket = {
      url      = "az://log/log"
      endpoint = "https://log.blob.core.windows.net/log"
      mode     = "COMPLIANCE"
    }
  }

  expect_failures = [var.bucket]
}

run "bucket_without_a_store" {
  command = plan

  variables {
    bucket = {
      url  = "gs://log"
      mode = "COMPLIANCE"
    }
  }

  expect_failures = [var.bucket]
}

run "bucket_of_no_mode" {
  command = plan

  variables {
    bucket = {
      url        = "az://log/log"
      endpoint   = "https://log.blob.core.windows.net/log"
      mode       = "LOCKED"
      account_id = "/subscriptions/t/resourceGroups/log/providers/Microsoft.Storage/storageAccounts/log"
    }
  }

  expect_failures = [var.bucket]
}

run "missing_package" {
  command = plan

  variables {
    package = "tests/absent.zip"
  }

  expect_failures = [var.package]
}

run "package_that_is_no_zip" {
  command = plan

  variables {
    package = "variables.tf"
  }

  expect_failures = [var.package]
}

run "region_without_zones" {
  command = plan

  variables {
    location = "West Europe"
  }

  expect_failures = [var.location]
}

run "the_first_apply_makes_keys_and_nothing_that_runs" {
  command = plan

  variables {
    genesis = null
  }

  assert {
    condition     = length(azurerm_linux_function_app.function) + length(azurerm_eventgrid_system_topic_event_subscription.source) + length(azurerm_monitor_scheduled_query_rules_alert_v2.ran) == 0
    error_message = "there is no log yet"
  }
  assert {
    condition     = length(azurerm_user_assigned_identity.function) == 6 && azurerm_key_vault_key.commit.curve == "P-256"
    error_message = "the genesis needs the key, the bucket the identities"
  }
}

run "genesis_cut_short" {
  command = plan

  variables {
    genesis = "00aa"
  }

  expect_failures = [var.genesis]
}

run "names" {
  command = plan

  variables {
    name   = "Attestry"
    writer = ""
    map    = "my map"
    policy = ""
    shard  = 26
  }

  expect_failures = [var.name, var.writer, var.map, var.policy, var.shard]
}

run "schedule_of_cron" {
  command = plan

  variables {
    schedule       = "*/5 * * * *"
    audit_schedule = "30 3 * * *"
  }

  expect_failures = [var.schedule, var.audit_schedule]
}

run "setting_that_the_module_makes" {
  command = plan

  variables {
    collecting = { ATTESTRY_BUCKET = "https://other.blob.core.windows.net/log" }
  }

  expect_failures = [var.collecting]
}

run "all_machines" {
  command = plan

  variables {
    machines              = { all = "/subscriptions/u" }
    attestation_providers = { ours = "ours.weu.attest.azure.net" }
  }

  expect_failures = [var.machines, var.attestation_providers]
}

run "consumption_plan" {
  command = plan

  variables {
    plan_sku = "EP1"
  }

  expect_failures = [var.plan_sku]
}

run "logs_for_ever" {
  command = plan

  variables {
    log_retention_days = 2557
  }

  expect_failures = [var.log_retention_days]
}

run "alarms_for_nobody" {
  command = plan

  variables {
    alarm_targets = []
  }

  expect_failures = [var.alarm_targets]
}
