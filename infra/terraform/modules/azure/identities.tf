# Each function has an identity of its own, and of rights what permissions.json declares for it and no more.
# That file is the one of the package, where a test holds it against the calls that the code makes. Each of
# its statements becomes a role, with the statement's reason as its description.

resource "azurerm_user_assigned_identity" "function" {
  for_each = local.functions

  name                = "${var.name}-${each.key}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  tags                = var.tags
}

locals {
  statements = {
    for s in jsondecode(file("${path.module}/permissions.json")).statements :
    "${s.resource} ${join(" ", [for a in s.actions : regex("[^/]+/[^/]+$", a)])}" => s
  }

  # Azure has rights on the setup of things and rights on what is in them, and a role lists them apart. An
  # action that is not here fails the plan.
  of_content = {
    "Microsoft.Storage/storageAccounts/blobServices/read"                            = false
    "Microsoft.Storage/storageAccounts/blobServices/containers/read"                 = false
    "Microsoft.Storage/storageAccounts/blobServices/containers/write"                = false
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"           = true
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"          = true
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete"         = true
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action"     = true
    "Microsoft.Storage/storageAccounts/queueServices/queues/read"                    = false
    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/read"           = true
    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/write"          = true
    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/add/action"     = true
    "Microsoft.Storage/storageAccounts/queueServices/queues/messages/process/action" = true
    "Microsoft.KeyVault/vaults/keys/read"                                            = true
    "Microsoft.KeyVault/vaults/keys/sign/action"                                     = true
    "Microsoft.KeyVault/vaults/keys/wrap/action"                                     = true
    "Microsoft.EventGrid/events/send/action"                                         = true
    "Microsoft.Insights/Telemetry/Write"                                             = true
    "Microsoft.Attestation/attestationProviders/attestation/read"                    = false
    "Microsoft.Compute/virtualMachines/read"                                         = false
    "Microsoft.Compute/virtualMachines/instanceView/read"                            = false
    "Microsoft.Compute/virtualMachines/runCommands/read"                             = false
    "Microsoft.Compute/virtualMachines/runCommands/write"                            = false
    "Microsoft.Compute/virtualMachines/runCommands/delete"                           = false
  }

  # Where the log is in AWS, the role there says what the functions may do with it: nothing is granted here.
  in_azure  = startswith(var.bucket.url, "az://")
  container = local.in_azure ? { container = "${var.bucket.account_id}/blobServices/default/containers/${basename(var.bucket.url)}" } : {}
  account   = local.in_azure ? { account = var.bucket.account_id } : {}

  # The resource of a statement, to the ids that a function gets it on. One that is not here fails the plan.
  where = {
    "container"                                                   = { for f in local.functions : f => local.container }
    "account of the container"                                    = { for f in local.functions : f => local.account }
    "commit-key"                                                  = { for f in local.functions : f => { key = azurerm_key_vault_key.commit.resource_versionless_id } }
    "pack-key"                                                    = { check = { key = azurerm_key_vault_key.pack.resource_versionless_id } }
    "check-queue"                                                 = { for f in local.functions : f => { check = local.queue_ids["check"] } }
    "append-queue"                                                = { check = { append = local.queue_ids["append"] } }
    "topic"                                                       = { for f in local.functions : f => { topic = azurerm_eventgrid_topic.told.id } }
    "machines that are not asked at a url"                        = { check = var.machines }
    "subscription of machines"                                    = { check = var.select_machines ? { subscription = local.subscription } : {} }
    "attestation providers that the flow map names"               = { check = var.attestation_providers }
    "package"                                                     = { for f in local.functions : f => { package = azurerm_storage_container.package.id } }
    "application insights"                                        = { for f in local.functions : f => { insights = azurerm_application_insights.this.id } }
    "the host's own storage account, never that of the container" = { for f in local.functions : f => { host = azurerm_storage_account.host[f].id } }
    "the queue that starts the function" = {
      check         = { check = local.queue_ids["check"] }
      append        = { append = local.queue_ids["append"] }
      "dead-letter" = { check = local.queue_ids["check-poison"], append = local.queue_ids["append-poison"] }
    }
    "poison queue of the queue that starts the function" = {
      check  = { check = local.queue_ids["check-poison"] }
      append = { append = local.queue_ids["append-poison"] }
    }
  }

  grants = merge([
    for name, s in local.statements : merge([
      for f in s.functions : {
        for label, scope in local.where[s.resource][f] :
        "${f}: ${name} (${label})" => { function = f, statement = name, scope = scope, reason = s.reason }
      }
    ]...)
  ]...)
}

resource "azurerm_role_definition" "statement" {
  for_each = local.statements

  # Of all of the tenant, so the digest tells one installation from another.
  name        = "${var.name}-${local.digest} ${each.key}"
  description = each.value.reason
  scope       = local.subscription

  # Wherever something of ours is: machines, and the log's account, may be in another subscription.
  assignable_scopes = distinct(concat(
    [local.subscription],
    [for id in concat(values(local.account), values(var.machines), values(var.attestation_providers)) : regex("^/[^/]+/[^/]+", id)],
  ))

  permissions {
    actions      = [for a in each.value.actions : a if !local.of_content[a]]
    data_actions = [for a in each.value.actions : a if local.of_content[a]]
  }
}

resource "azurerm_role_assignment" "function" {
  for_each = local.grants

  scope              = each.value.scope
  role_definition_id = azurerm_role_definition.statement[each.value.statement].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.function[each.value.function].principal_id
  principal_type     = "ServicePrincipal"
  description        = each.value.reason
}
