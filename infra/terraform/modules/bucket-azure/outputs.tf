locals {
  lock_warning = "The container ${local.container} of ${local.account} is NOT LOCKED: its policy can be lifted, good for trials only. For evidence that nobody can remove set lock = true and years. That cannot be undone: each blob stays for ${local.days} days, and the account and its cost with the last one. The records of who asked for what are locked with it, each for ${var.access_log_days} days (access_log_days), which nobody can lower then."
}

output "bucket" {
  description = "The log's container, as the modules of the clouds take it."
  value = {
    url            = "az://${local.account}/${local.container}"
    endpoint       = "${azurerm_storage_account.log.primary_blob_endpoint}${azurerm_storage_container.log.name}"
    account_id     = azurerm_storage_account.log.id
    container      = local.container
    resource_group = azurerm_resource_group.log.name
    location       = azurerm_resource_group.log.location
    mode           = local.mode

    # For how long a blob is kept, from its creation on.
    days = local.days
  }

  # Nobody is told of a container that does not refuse yet.
  depends_on = [azurerm_storage_container_immutability_policy.log, azurerm_management_lock.log]
}

output "access_log_account" {
  description = "Name of the account where Azure writes who asked for what of the log."
  value       = azurerm_storage_account.access.name
}

output "days" {
  description = "For how many days a blob is kept, from its creation on."
  value       = local.days
}

output "lock_warning" {
  description = "Empty where the container is locked; else what that means."
  value       = var.lock ? "" : local.lock_warning
}
