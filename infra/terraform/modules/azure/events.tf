# What Azure says has happened in the subscription starts event, and what the functions tell goes to a topic.

locals {
  # Of these Event Grid tells; docs/events.md says what is read.
  sources = {
    operations = "Microsoft.Resources.Subscriptions"
    health     = "Microsoft.ResourceNotifications.HealthResources"
    policies   = "Microsoft.PolicyInsights.PolicyStates"
  }

  # Operations that ended: what has only begun is not checked. What failed may be done by half.
  operations = [
    "Microsoft.Resources.ResourceWriteSuccess", "Microsoft.Resources.ResourceWriteFailure",
    "Microsoft.Resources.ResourceActionSuccess", "Microsoft.Resources.ResourceActionFailure",
    "Microsoft.Resources.ResourceDeleteSuccess", "Microsoft.Resources.ResourceDeleteFailure",
  ]

  # What the functions tell, each by a subscription of its own, which the alarms count.
  told = {
    contraindicated = "dev.attestry.check.failed.v1"
    refuted         = "dev.attestry.evidence.refuted.v1"
    gap             = "dev.attestry.gap.v1"
    log-fault       = "dev.attestry.log.fault.v1"
  }
}

# Azure allows one such topic of a kind in a subscription, and none of them an identity: so what cannot be delivered goes
# nowhere, since the accounts take no keys. It is counted, and the schedule makes up for it.
resource "azurerm_eventgrid_system_topic" "source" {
  for_each = local.sources

  name                = "${var.name}-${each.key}"
  resource_group_name = azurerm_resource_group.this.name
  location            = "global"
  source_resource_id  = local.subscription
  topic_type          = each.value
  tags                = var.tags
}

resource "azurerm_eventgrid_system_topic_event_subscription" "source" {
  for_each = var.genesis == null ? {} : local.sources

  name                 = "${var.name}-event"
  resource_group_name  = azurerm_resource_group.this.name
  system_topic         = azurerm_eventgrid_system_topic.source[each.key].name
  included_event_types = each.key == "operations" ? local.operations : null

  # The one schema that all three have.
  event_delivery_schema = "CloudEventSchemaV1_0"

  azure_function_endpoint {
    function_id = "${azurerm_linux_function_app.function["event"].id}/functions/${local.handlers["event"][0]}"
  }

  retry_policy {
    event_time_to_live    = 1440
    max_delivery_attempts = 30
  }
}

# People and their tools subscribe to this.
resource "azurerm_eventgrid_topic" "told" {
  name                = "${var.name}-told-${local.digest}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  input_schema        = "CloudEventSchemaV1_0"
  local_auth_enabled  = false
  minimum_tls_version = "1.2"
  tags                = var.tags

  identity {
    type = "SystemAssigned"
  }
}

# The newest that was told can be read here for a week, and each subscription's count is an alarm's metric.
resource "azurerm_storage_queue" "told" {
  name               = "told"
  storage_account_id = azurerm_storage_account.work.id
}

resource "azurerm_role_assignment" "told" {
  scope                = "${azurerm_storage_account.work.id}/queueServices/default/queues/${azurerm_storage_queue.told.name}"
  role_definition_name = "Storage Queue Data Message Sender"
  principal_id         = azurerm_eventgrid_topic.told.identity[0].principal_id
  description          = "Event Grid puts there what the functions tell; it asks for this role by name."
}

resource "azurerm_eventgrid_event_subscription" "told" {
  for_each = local.told

  name                  = each.key
  scope                 = azurerm_eventgrid_topic.told.id
  event_delivery_schema = "CloudEventSchemaV1_0"
  included_event_types  = [each.value]

  storage_queue_endpoint {
    storage_account_id                    = azurerm_storage_account.work.id
    queue_name                            = azurerm_storage_queue.told.name
    queue_message_time_to_live_in_seconds = 604800
  }

  delivery_identity {
    type = "SystemAssigned"
  }

  depends_on = [azurerm_role_assignment.told]
}
