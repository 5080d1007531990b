output "identities" {
  description = "Of each function: the object id that others grant rights to, and the client id."
  value = {
    for f, i in azurerm_user_assigned_identity.function : f => { object_id = i.principal_id, client_id = i.client_id }
  }
}

output "tenant_id" {
  description = "The tenant of Entra that says who the functions are."
  value       = data.azurerm_client_config.this.tenant_id
}

output "commit_key" {
  description = "The version of the key that signs commits: its public part belongs into the log's key document, under the name of the writer."
  value       = local.commit_key
}

output "pack_key" {
  description = "The version of the key that packs are encrypted under. Readers of evidence need keys/unwrap/action on it, which no function has."
  value       = azurerm_key_vault_key.pack.id
}

output "topic" {
  description = "Resource id of the topic that is told of failed checks, gaps and faults: subscribe to it."
  value       = azurerm_eventgrid_topic.told.id
}

output "grants" {
  description = "Who may do what, where, and why."
  value       = local.grants
}

output "log" {
  description = "Year and genesis of the log that each function is told to write, and whether it plans checks; empty before there is one."
  value = {
    for k, f in azurerm_linux_function_app.function :
    k => { shard = f.app_settings["ATTESTRY_SHARD"], genesis = f.app_settings["ATTESTRY_GENESIS"], plans = lookup(f.app_settings, "ATTESTRY_PLANS", "yes") }
  }
}
