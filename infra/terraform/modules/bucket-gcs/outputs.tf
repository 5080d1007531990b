output "bucket" {
  description = "What the modules of the clouds want to know of the bucket."
  value = {
    url  = "gs://${google_storage_bucket.log.name}"
    mode = var.lock ? "COMPLIANCE" : "GOVERNANCE"
    name = google_storage_bucket.log.name

    # For how long an object is kept at least, from its creation on.
    days = local.retention_days
  }
}

output "access_log" {
  description = "Name of the bucket that holds who read and wrote the log."
  value       = google_storage_bucket.access.name
}

output "deny_policy" {
  description = "Deny policy for the project, as gcloud iam policies create takes it."
  value       = jsonencode(local.deny_policy)
}

output "lock_warning" {
  description = "Says so while the retention is not locked; empty once it is."
  value       = var.lock ? "" : "THE LOG IS NOT LOCKED. lock = true locks each object for ${local.retention_days} days, which are ${local.years} years after the end of its year at least; it cannot be undone."
}
