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
      id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry"
    }
  }

  mock_resource "azurerm_key_vault" {
    defaults = {
      id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.KeyVault/vaults/kv"
    }
  }

  mock_resource "azurerm_storage_account" {
    defaults = {
      id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.Storage/storageAccounts/host"
    }
  }

  mock_resource "azurerm_storage_container" {
    defaults = {
      id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.Storage/storageAccounts/work/blobServices/default/containers/package"
    }
  }

  mock_resource "azurerm_application_insights" {
    defaults = {
      id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.Insights/components/attestry"
    }
  }

  mock_resource "azurerm_log_analytics_workspace" {
    defaults = {
      id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.OperationalInsights/workspaces/attestry"
    }
  }

  mock_resource "azurerm_linux_function_app" {
    defaults = {
      id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.Web/sites/event"
    }
  }

  mock_resource "azurerm_eventgrid_system_topic" {
    defaults = {
      id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.EventGrid/systemTopics/source"
    }
  }

  mock_resource "azurerm_service_plan" {
    defaults = {
      id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.Web/serverFarms/attestry"
    }
  }

  mock_resource "azurerm_user_assigned_identity" {
    defaults = {
      id           = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.ManagedIdentity/userAssignedIdentities/attestry-mocked"
      principal_id = "00000000-0000-0000-0000-0000000000f1"
      client_id    = "00000000-0000-0000-0000-0000000000f2"
    }
  }

  mock_resource "azurerm_role_definition" {
    defaults = {
      role_definition_resource_id = "/subscriptions/00000000-0000-0000-0000-00000000000a/providers/Microsoft.Authorization/roleDefinitions/00000000-0000-0000-0000-0000000000f3"
    }
  }

  mock_resource "azurerm_eventgrid_topic" {
    defaults = {
      id       = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.EventGrid/topics/told"
      endpoint = "https://told.westeurope-1.eventgrid.azure.net/api/events"
      identity = { principal_id = "00000000-0000-0000-0000-0000000000f4" }
    }
  }
}

override_resource {
  target          = azurerm_storage_account.work
  override_during = plan
  values = {
    id                     = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.Storage/storageAccounts/work"
    primary_queue_endpoint = "https://work.queue.core.windows.net/"
  }
}

override_resource {
  target          = azurerm_key_vault_key.commit
  override_during = plan
  values = {
    id                      = "https://kv.vault.azure.net/keys/commit/00000000000000000000000000000001"
    resource_versionless_id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.KeyVault/vaults/kv/keys/commit"
  }
}

override_resource {
  target          = azurerm_key_vault_key.pack
  override_during = plan
  values = {
    id                      = "https://kv.vault.azure.net/keys/pack/00000000000000000000000000000002"
    resource_versionless_id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.KeyVault/vaults/kv/keys/pack"
  }
}

override_resource {
  target          = azurerm_user_assigned_identity.function["check"]
  override_during = plan
  values = {
    id           = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.ManagedIdentity/userAssignedIdentities/attestry-check"
    principal_id = "00000000-0000-0000-0000-0000000000c1"
    client_id    = "00000000-0000-0000-0000-0000000000c2"
  }
}

variables {
  location = "westeurope"
  origin   = "example.com/flows"
  shard    = 2026
  genesis  = "00000000000000000000000000000000000000000000000000000000000000aa"
  # Its own entry, and the log of another year, are no other log.
  logs          = { "example.com/flows/2026" = "00000000000000000000000000000000000000000000000000000000000000aa", "example.com/flows/2025" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
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

run "what_runs_in_azure" {
  command = plan

  # Each function may do what is declared and no more.
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
    condition     = azurerm_role_assignment.function["check: append-queue add/action (append)"].scope == "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/attestry/providers/Microsoft.Storage/storageAccounts/work/queueServices/default/queues/append"
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

  # Each app runs its own function.
  assert {
    condition = { for f, a in azurerm_linux_function_app.function : f => [
      for h in ["append", "append_dead_letter", "audit", "check", "check_dead_letter", "event", "sweep"] : h if !contains(keys(a.app_settings), "AzureWebJobs.${h}.Disabled")
      ] } == {
      append        = ["append"]
      audit         = ["audit"]
      check         = ["check"]
      "dead-letter" = ["append_dead_letter", "check_dead_letter"]
      event         = ["event"]
      sweep         = ["sweep"]
    }
    error_message = "in each app the functions of the others are switched off"
  }
  assert {
    condition = { for f, a in azurerm_linux_function_app.function : f => a.app_settings["AzureFunctionsJobHost__extensions__queues__maxDequeueCount"] if contains(keys(a.app_settings), "AzureFunctionsJobHost__extensions__queues__maxDequeueCount") } == {
      "dead-letter" = "2000"
    }
    error_message = "a dead letter is tried until it expires; what waits in the other queues goes to the dead letters"
  }
  assert {
    condition     = alltrue(flatten([for a in values(azurerm_linux_function_app.function) : [for k in keys(a.app_settings) : can(regex("^[A-Za-z0-9._]+$", k))]]))
    error_message = "Azure takes letters, digits, periods and underscores in the name of a setting"
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
    condition     = azurerm_linux_function_app.function["event"].app_settings["ATTESTRY_OWN_IDENTITIES"] == "00000000-0000-0000-0000-0000000000c1 00000000-0000-0000-0000-0000000000c2"
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

  # Queues and events are wired.
  assert {
    condition     = toset([for q in values(azurerm_storage_queue.this) : q.name]) == toset(["check", "check-poison", "append", "append-poison"])
    error_message = "beside each queue is the one that the host puts dead letters into"
  }
  assert {
    condition     = alltrue([for s in values(azurerm_eventgrid_system_topic_event_subscription.source) : s.azure_function_endpoint[0].function_id == "${azurerm_linux_function_app.function["event"].id}/functions/event"])
    error_message = "each source of events calls event"
  }
  assert {
    condition     = alltrue([for t in values(azurerm_eventgrid_system_topic.source) : t.location == "global" && length(t.identity) == 0])
    error_message = "Azure refuses an identity in the location global"
  }
  assert {
    condition     = azurerm_eventgrid_topic.told.input_schema == "CloudEventSchemaV1_0" && !azurerm_eventgrid_topic.told.local_auth_enabled
    error_message = "the topic takes CloudEvents, and no key"
  }

  # Alarms watch what is there.
  assert {
    condition     = length(setsubtract(["sweep-late", "commit-lag", "audit-failed", "dead-letters", "gap", "contraindicated"], concat(keys(azurerm_monitor_scheduled_query_rules_alert_v2.ran), keys(azurerm_monitor_metric_alert.told)))) == 0
    error_message = "an alarm is missing"
  }
  assert {
    condition = alltrue(flatten([for a in values(azurerm_monitor_scheduled_query_rules_alert_v2.ran) :
      [for n in regexall("'([a-z_-]+)'", a.criteria[0].query) : contains(flatten(values(local.handlers)), n[0])]
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

  # Keys stay in hardware.
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

  # Closed.
  assert {
    condition = alltrue([for a in concat([azurerm_storage_account.work], values(azurerm_storage_account.host)) :
      !a.shared_access_key_enabled && !a.local_user_enabled && !a.allow_nested_items_to_be_public && a.https_traffic_only_enabled && a.min_tls_version == "TLS1_2" && a.infrastructure_encryption_enabled
    ])
    error_message = "no account takes keys, local users, public blobs, plain HTTP or old TLS, and each encrypts twice"
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

run "the_longest_name_fits" {
  command = plan

  variables {
    # Of rounds every half an hour.
    late_after_minutes = 120
    name               = "a-name-of-thirty-signs-in-alls"
  }

  assert {
    condition     = azurerm_monitor_scheduled_query_rules_alert_v2.ran["sweep-late"].window_duration == "PT2H"
    error_message = "an hour is written as PT1H"
  }

  assert {
    condition     = alltrue([for a in concat([azurerm_storage_account.work], values(azurerm_storage_account.host)) : can(regex("^[a-z0-9]{3,24}$", a.name))]) && can(regex("^[a-z][a-z0-9-]{2,23}$", azurerm_key_vault.this.name))
    error_message = "accounts have 24 letters and digits, vaults 24 signs"
  }

  assert {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$", azurerm_log_analytics_workspace.this.name))
    error_message = "workspaces have 4 signs at least, and no hyphen last"
  }

  assert {
    condition     = alltrue([for a in values(azurerm_linux_function_app.function) : length(a.name) <= 60]) && length(distinct([for a in values(azurerm_storage_account.host) : a.name])) == 6
    error_message = "apps have 60 signs, and no two accounts one name"
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

run "the_first_apply_makes_keys_and_nothing_that_runs" {
  command = plan

  variables {
    genesis = null
    logs    = {}
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

# What is refused, each with a sentence that says what to do. A run fails where one of them is not.

run "bad_values" {
  command         = plan
  expect_failures = [var.origin, var.commit_key, var.bucket, var.package, var.location, var.genesis, var.name, var.writer, var.map, var.policy, var.shard, var.schedule, var.audit_schedule, var.late_after_minutes, var.collecting, var.machines, var.attestation_providers, var.plan_sku, var.log_retention_days, var.alarm_targets]

  variables {
    # An origin that no log can have.
    origin = "our log"
    # Commit key without version.
    commit_key = "https://kv.vault.azure.net/keys/commit"
    # Bucket in AWS without role.
    bucket = {
      url         = "s3://attestry-log-123456789012"
      mode        = "COMPLIANCE"
      environment = { AWS_REGION = "eu-central-1" }
    }
    # Missing package.
    package = "tests/absent.zip"
    # Region without zones.
    location = "West Europe"
    # Genesis cut short.
    genesis = "00aa"
    # Names.
    name   = "Attestry"
    writer = ""
    map    = "my map"
    policy = ""
    shard  = 26
    # Schedule of cron.
    schedule       = "*/5 * * * *"
    audit_schedule = "30 3 * * *"
    # A window that Azure does not have.
    late_after_minutes = 20
    # Setting that the module makes.
    collecting = { ATTESTRY_BUCKET = "https://other.blob.core.windows.net/log" }
    # All machines.
    machines              = { all = "/subscriptions/u" }
    attestation_providers = { ours = "ours.weu.attest.azure.net" }
    # Consumption plan.
    plan_sku = "EP1"
    # Logs for ever.
    log_retention_days = 2557
    # Alarms for nobody.
    alarm_targets = []
  }
}

run "other_bad_values" {
  command         = plan
  expect_failures = [var.logs, var.bucket, var.package, var.plan_sku, var.name]

  variables {
    # An origin that exists already: there is a log of this name and year, with another genesis.
    logs = { "example.com/flows/2026" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
    # Bucket without account.
    bucket = {
      url      = "az://log/log"
      endpoint = "https://log.blob.core.windows.net/log"
      mode     = "COMPLIANCE"
    }
    # Package that is no zip.
    package = "variables.tf"
    # A size that App Service does not have.
    plan_sku = "P4v3"
    # A name that a workspace cannot have.
    name = "attestry-"
  }
}

run "more_bad_values" {
  command         = plan
  expect_failures = [var.logs, var.bucket]

  variables {
    # An origin that exists already, of which the first apply would make a second.
    genesis = null
    logs    = { "example.com/flows/2026" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
    # Bucket without a store.
    bucket = {
      url  = "gs://log"
      mode = "COMPLIANCE"
    }
  }
}

run "still_more_bad_values" {
  command         = plan
  expect_failures = [var.logs, var.bucket]

  variables {
    # What is no hash.
    logs = { "example.com/flows/2025" = "2025" }
    # Bucket of no mode.
    bucket = {
      url        = "az://log/log"
      endpoint   = "https://log.blob.core.windows.net/log"
      mode       = "LOCKED"
      account_id = "/subscriptions/t/resourceGroups/log/providers/Microsoft.Storage/storageAccounts/log"
    }
  }
}

# A bucket that counts from creation on would keep its first objects for too short a time.
run "a_log_of_a_year_too_far_ahead" {
  command         = plan
  expect_failures = [azurerm_key_vault_key.commit]

  variables {
    shard   = 2190
    genesis = null
    bucket = {
      url        = "az://log/log"
      endpoint   = "https://log.blob.core.windows.net/log"
      mode       = "COMPLIANCE"
      account_id = "/subscriptions/t/resourceGroups/log/providers/Microsoft.Storage/storageAccounts/log"
      days       = 2654
    }
  }
}

run "a_log_of_this_year_in_a_bucket_that_keeps_long_enough" {
  command = plan

  variables {
    shard   = tonumber(formatdate("YYYY", timestamp()))
    genesis = null
    logs    = {}
    bucket = {
      url        = "az://log/log"
      endpoint   = "https://log.blob.core.windows.net/log"
      mode       = "COMPLIANCE"
      account_id = "/subscriptions/t/resourceGroups/log/providers/Microsoft.Storage/storageAccounts/log"
      days       = 2654
    }
  }

  assert {
    condition     = azurerm_key_vault_key.commit.name == "commit"
    error_message = "the key of the log is made"
  }
}
