# One app for each function, since an app has one identity. All have the same package, and in each the
# functions of the others are switched off.

locals {
  # What the package calls the functions of an app.
  handlers = {
    sweep         = ["sweep"]
    event         = ["event"]
    check         = ["check"]
    append        = ["append"]
    "dead-letter" = ["check_dead_letter", "append_dead_letter"]
    audit         = ["audit"]
  }

  # No setting is a secret.
  settings = merge(
    {
      ATTESTRY_SHARD                   = tostring(var.shard)
      ATTESTRY_GENESIS                 = var.genesis
      ATTESTRY_CLOUD                   = "azure"
      ATTESTRY_WRITER                  = var.writer
      ATTESTRY_MAP                     = var.map
      ATTESTRY_POLICY                  = var.policy
      ATTESTRY_BUCKET                  = local.in_azure ? var.bucket.endpoint : var.bucket.url
      ATTESTRY_BUCKET_MODE             = var.bucket.mode
      ATTESTRY_COMMIT_KEY              = local.commit_key
      ATTESTRY_PACK_KEY                = azurerm_key_vault_key.pack.id
      ATTESTRY_QUEUES__queueServiceUri = trimsuffix(azurerm_storage_account.work.primary_queue_endpoint, "/")
      ATTESTRY_QUEUES__credential      = "managedidentity"
      ATTESTRY_CHECK_QUEUE             = azurerm_storage_queue.this["check"].name
      ATTESTRY_APPEND_QUEUE            = azurerm_storage_queue.this["append"].name
      ATTESTRY_TOPIC                   = azurerm_eventgrid_topic.told.endpoint
      WEBSITE_RUN_FROM_PACKAGE         = azurerm_storage_blob.package.url
      AzureWebJobsStorage__credential  = "managedidentity"

      # The host leaves telemetry out where there is much; the alarms count requests, each of them.
      AzureFunctionsJobHost__logging__applicationInsights__samplingSettings__excludedTypes = "Request"
    },
    local.in_azure ? { ATTESTRY_BUCKET_ACCOUNT = var.bucket.account_id } : var.bucket.environment,
    var.plans ? {} : { ATTESTRY_PLANS = "no" },
    var.select_machines ? { ATTESTRY_SUBSCRIPTION = data.azurerm_client_config.this.subscription_id } : {},
    var.collecting,
    local.schedules,
  )

  # What only one of them is told.
  own = {
    # The host tries a message of a poison queue every ten minutes, so often, and then leaves it there unread: until
    # it expires, after seven days, and not for an hour only.
    "dead-letter" = {
      AzureFunctionsJobHost__extensions__queues__maxDequeueCount = "2000"
    }
    # So that what check does to machines to make them attest causes no check.
    event = {
      ATTESTRY_OWN_IDENTITIES = "${azurerm_user_assigned_identity.function["check"].principal_id} ${azurerm_user_assigned_identity.function["check"].client_id}"
    }
  }
}

resource "azurerm_storage_container" "package" {
  name                  = "package"
  storage_account_id    = azurerm_storage_account.work.id
  container_access_type = "private"
}

# Whoever runs terraform apply puts the package there.
resource "azurerm_role_definition" "package_maker" {
  name              = "${var.name}-${local.digest} brings the package"
  description       = "Terraform puts the package of the functions there."
  scope             = azurerm_resource_group.this.id
  assignable_scopes = [azurerm_resource_group.this.id]

  permissions {
    data_actions = [
      "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
      "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write",
      "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete",
    ]
  }
}

resource "azurerm_role_assignment" "package_maker" {
  scope              = azurerm_storage_container.package.id
  role_definition_id = azurerm_role_definition.package_maker.role_definition_resource_id
  principal_id       = data.azurerm_client_config.this.object_id
  description        = "Terraform brings the package."
}

# Named by its hash: another package is another blob, and the apps start anew with it.
resource "azurerm_storage_blob" "package" {
  name                 = "${try(filesha256(var.package), "missing")}.zip"
  storage_container_id = azurerm_storage_container.package.id
  type                 = "Block"
  source               = var.package
  content_type         = "application/zip"

  # An app that starts between the two must find one of them.
  lifecycle {
    create_before_destroy = true
  }

  depends_on = [azurerm_role_assignment.package_maker]
}

# The host of a function keeps its state in an account of its own: nobody but this function has a right on it.
resource "azurerm_storage_account" "host" {
  for_each = local.functions

  name                = "${local.letters}${substr(replace(each.key, "-", ""), 0, 6)}${local.digest}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  tags                = var.tags

  account_kind             = "StorageV2"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  shared_access_key_enabled         = false
  local_user_enabled                = false
  default_to_oauth_authentication   = true
  https_traffic_only_enabled        = true
  min_tls_version                   = "TLS1_2"
  allow_nested_items_to_be_public   = false
  cross_tenant_replication_enabled  = false
  infrastructure_encryption_enabled = true

  # A timer's state that is lost is a round that is lost.
  blob_properties {
    delete_retention_policy {
      days = 7
    }
  }
}

resource "azurerm_service_plan" "this" {
  name                = var.name
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  os_type             = "Linux"
  sku_name            = var.plan_sku
  tags                = var.tags
}

resource "azurerm_linux_function_app" "function" {
  for_each = var.genesis == null ? toset([]) : local.functions

  name                = "${var.name}-${each.key}-${local.digest}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  service_plan_id     = azurerm_service_plan.this.id
  tags                = var.tags

  storage_account_name          = azurerm_storage_account.host[each.key].name
  storage_uses_managed_identity = true

  https_only = true

  # Event Grid calls event. Nobody calls the others: they ask their queues and timers.
  public_network_access_enabled = each.key == "event"

  # The package comes from the container, so nobody needs to sign in to deploy.
  ftp_publish_basic_authentication_enabled       = false
  webdeploy_publish_basic_authentication_enabled = false

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.function[each.key].id]
  }

  site_config {
    # Timers and queues are only looked at by a host that runs.
    always_on                              = true
    ftps_state                             = "Disabled"
    http2_enabled                          = true
    minimum_tls_version                    = "1.2"
    scm_minimum_tls_version                = "1.2"
    scm_ip_restriction_default_action      = "Deny"
    application_insights_connection_string = azurerm_application_insights.this.connection_string

    application_stack {
      java_version = "21"
    }
  }

  app_settings = merge(
    local.settings,
    lookup(local.own, each.key, {}),
    {
      ATTESTRY_QUEUES__clientId                    = azurerm_user_assigned_identity.function[each.key].client_id
      AzureWebJobsStorage__clientId                = azurerm_user_assigned_identity.function[each.key].client_id
      WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID = azurerm_user_assigned_identity.function[each.key].id
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING    = "ClientId=${azurerm_user_assigned_identity.function[each.key].client_id};Authorization=AAD"
    },
    { for h in flatten(values(local.handlers)) : "AzureWebJobs.${h}.Disabled" => "true" if !contains(local.handlers[each.key], h) },
  )

  # A host that starts without its rights reports nothing, and does nothing.
  depends_on = [azurerm_role_assignment.function]
}
