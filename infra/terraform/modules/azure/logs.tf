# What the functions say, and when each ran. Only who has a right may write or read there: telemetry by a key
# could be made up by whoever has the key, and an alarm be kept quiet.

resource "azurerm_log_analytics_workspace" "this" {
  name                         = var.name
  resource_group_name          = azurerm_resource_group.this.name
  location                     = azurerm_resource_group.this.location
  sku                          = "PerGB2018"
  retention_in_days            = var.log_retention_days
  local_authentication_enabled = false
  tags                         = var.tags
}

resource "azurerm_application_insights" "this" {
  name                         = var.name
  resource_group_name          = azurerm_resource_group.this.name
  location                     = azurerm_resource_group.this.location
  workspace_id                 = azurerm_log_analytics_workspace.this.id
  application_type             = "java"
  local_authentication_enabled = false
  tags                         = var.tags
}
