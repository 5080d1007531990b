# The bucket of the log. Objects are created and never changed: no lifecycle rule, no versioning (a kept object could be hidden
# behind a newer one; without versioning both the newer one and the delete are refused).

locals {
  years = coalesce(var.years, 6)

  # Counted from the creation of each object, the first of which may be of the year's first second. Every year counts as a leap
  # year, so that it is never too short.
  retention_days = (local.years + 1) * 366

  first_kept_until = timeadd("${var.shard}-01-01T00:00:00Z", "${local.retention_days * 24}h")
  shard_kept_until = "${var.shard + 1 + 6}-01-01T00:00:00Z"
}

resource "google_storage_bucket" "log" {
  name     = "${var.name}-${var.shard}-${var.project}"
  project  = var.project
  location = var.location
  labels   = var.labels

  # Rights come from the policy of the bucket alone, never from lists at single objects.
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  # Each object carries its own retention besides, exact to the shard: functions ask for it.
  enable_object_retention = true

  # Google encrypts with its own keys. A key of ours could be destroyed, and the log with it, in spite of the lock; the packs of
  # evidence are encrypted under the pack key anyway.

  retention_policy {
    is_locked        = var.lock
    retention_period = local.retention_days * 86400
  }

  # What is deleted although nothing kept it comes back within a week.
  soft_delete_policy {
    retention_duration_seconds = 604800
  }

  force_destroy = false

  lifecycle {
    prevent_destroy = true

    precondition {
      condition     = timecmp(local.first_kept_until, local.shard_kept_until) >= 0
      error_message = "The retention ends before six years after the end of ${var.shard}: raise years."
    }
  }
}

# Said at every plan and apply as long as it is so.
check "lock" {
  assert {
    condition     = var.lock
    error_message = "THE LOG IS NOT LOCKED: who may change the bucket can shorten the retention and delete the log. This is for trials. lock = true locks it for ${local.years} years after the end of ${var.shard}; it cannot be undone."
  }
}
