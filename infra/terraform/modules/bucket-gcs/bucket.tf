# The bucket of the log. Objects are created and never changed: no lifecycle rule, no versioning (a kept object could be hidden
# behind a newer one; without versioning both the newer one and the delete are refused).

locals {
  years = coalesce(var.years, 6)

  # Counted from the creation of each object. The first ones are the genesis and what the owner writes with it, maybe before the
  # year begins: a quarter is added for that, and every year counts as a leap year, so that it is never too short.
  retention_days = (local.years + 1) * 366 + 92
}

resource "google_storage_bucket" "log" {
  name     = "${var.name}-${var.first_shard}-${var.project}"
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

  depends_on = [google_project_service.needed]

  lifecycle {
    prevent_destroy = true

    precondition {
      condition     = timecmp(timeadd(plantimestamp(), "${local.retention_days * 24}h"), "${var.first_shard + local.years + 1}-01-01T00:00:00Z") >= 0
      error_message = "What is written today would be kept for ${local.retention_days} days, which does not reach the end of ${var.first_shard + local.years}: make the log of ${var.first_shard} from October of the year before on, or set years higher."
    }
  }
}

# Said at every plan and apply as long as it is so.
check "lock" {
  assert {
    condition     = var.lock
    error_message = "THE LOG IS NOT LOCKED: who may change the bucket can shorten the retention and delete the log. This is for trials. lock = true locks each object for ${local.retention_days} days, which are ${local.years} years after the end of its year at least; it cannot be undone."
  }
}
