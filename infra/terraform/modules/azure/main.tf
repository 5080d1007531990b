# What all that follows stands in, and what things are called.

data "azurerm_client_config" "this" {}

locals {
  # What runs: permissions.json speaks of these.
  functions = toset(["sweep", "event", "check", "append", "dead-letter", "audit"])

  subscription = "/subscriptions/${data.azurerm_client_config.this.subscription_id}"

  # Names of accounts and vaults are of all of Azure: 24 lower-case letters and digits.
  letters = substr(replace(var.name, "-", ""), 0, 8)
  digest  = substr(sha256("${data.azurerm_client_config.this.subscription_id}/${var.name}"), 0, 8)
}

resource "azurerm_resource_group" "this" {
  name     = var.name
  location = var.location
  tags     = var.tags
}
