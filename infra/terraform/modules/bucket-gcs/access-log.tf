# Who read and wrote the log, kept in a second bucket: entries of the audit log, since only they name the caller.

resource "google_project_iam_audit_config" "storage" {
  count = var.data_access_log ? 1 : 0

  project = var.project
  service = "storage.googleapis.com"

  # Google logs changes of settings and policy by itself; these three are off unless switched on.
  dynamic "audit_log_config" {
    for_each = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"]
    content {
      log_type = audit_log_config.value
    }
  }
}

resource "google_storage_bucket" "access" {
  name     = "${var.name}-${var.first_shard}-${var.project}-access"
  project  = var.project
  location = var.location
  labels   = var.labels

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  # As firm as the log itself: who could delete it could hide that he read the log.
  retention_policy {
    is_locked        = var.lock
    retention_period = var.access_log_days * 86400
  }

  # Then it goes, since it names persons.
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = var.access_log_days + 1
    }
  }

  force_destroy = false

  depends_on = [google_project_service.needed]

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_logging_project_sink" "access" {
  name        = "${var.name}-${var.first_shard}-access"
  project     = var.project
  description = "What was done with the log's bucket, and by whom."
  destination = "storage.googleapis.com/${google_storage_bucket.access.name}"
  filter      = "protoPayload.serviceName=\"storage.googleapis.com\" AND resource.type=\"gcs_bucket\" AND resource.labels.bucket_name=\"${google_storage_bucket.log.name}\""

  unique_writer_identity = true

  depends_on = [google_project_service.needed]
}

resource "google_storage_bucket_iam_policy" "access" {
  bucket = google_storage_bucket.access.name

  policy_data = jsonencode({
    bindings = [
      # Cloud Logging writes, as the sink's own account.
      { role = "roles/storage.objectCreator", members = [google_logging_project_sink.access.writer_identity] },
      # Whoever investigates.
      { role = local.keeper, members = sort(distinct(var.break_glass)) },
    ]
  })
}
