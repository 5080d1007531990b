# What the plan of the bucket must say. Providers are mocked: nothing is made, no credentials are needed.

mock_provider "google" {
  override_during = plan

  mock_resource "google_logging_project_sink" {
    defaults = { writer_identity = "serviceAccount:sink@mocked.iam.gserviceaccount.com" }
  }
}

variables {
  project     = "log-project"
  location    = "europe-west4"
  first_shard = 2026
  writers     = ["serviceAccount:attestry-append@log-project.iam.gserviceaccount.com"]
  readers     = ["group:auditors@example.com"]
  break_glass = ["group:break-glass@example.com"]
  lock        = true
  years       = 6
}

run "what_is_made_for_a_locked_log" {
  command = plan

  # Of a name that stays: a bucket with another one would be a second, empty one.
  assert {
    condition     = google_storage_bucket.log.name == "attestry-2026-log-project" && google_storage_bucket.access.name == "attestry-2026-log-project-access"
    error_message = "a deployment that exists keeps its buckets"
  }
  assert {
    condition     = google_project_iam_custom_role.writer.role_id == "attestry_log_writer_2026" && google_project_iam_custom_role.reader.role_id == "attestry_log_reader_2026"
    error_message = "and its roles, whose ids stay taken when they are deleted"
  }

  # Locked.
  assert {
    condition     = google_storage_bucket.log.retention_policy[0].is_locked
    error_message = "lock = true must lock the log"
  }
  assert {
    condition     = google_storage_bucket.access.retention_policy[0].is_locked
    error_message = "lock = true must lock who read it, too"
  }
  assert {
    condition     = tonumber(google_storage_bucket.log.retention_policy[0].retention_period) >= (2557 + 31) * 86400
    error_message = "what is written in the December before the year must be kept until six years after it"
  }
  assert {
    condition     = output.bucket.mode == "COMPLIANCE" && output.lock_warning == ""
    error_message = "functions must ask for a locked retention"
  }
  assert {
    condition     = output.bucket.days * 86400 == tonumber(google_storage_bucket.log.retention_policy[0].retention_period)
    error_message = "the module of the functions judges by it whether a log may begin"
  }

  # Closed.
  assert {
    condition = alltrue([for b in [google_storage_bucket.log, google_storage_bucket.access] :
    b.uniform_bucket_level_access && b.public_access_prevention == "enforced" && b.force_destroy == false])
    error_message = "both buckets: rights by policy only, never public, never emptied by a destroy"
  }
  assert {
    condition     = length(google_storage_bucket.log.versioning) == 0 && length(google_storage_bucket.log.lifecycle_rule) == 0
    error_message = "no versions that hide a kept object, nothing that deletes"
  }
  assert {
    condition = alltrue(flatten([
      for p in [google_storage_bucket_iam_policy.log, google_storage_bucket_iam_policy.access] : [
        for b in jsondecode(p.policy_data).bindings : [for m in b.members : !startswith(m, "all") && !strcontains(m, "*")]
    ]]))
    error_message = "nobody unnamed may do anything"
  }

  # Writers can write and nothing else.
  assert {
    condition = google_project_iam_custom_role.writer.permissions == toset([
    "storage.buckets.get", "storage.objects.create", "storage.objects.get", "storage.objects.list", "storage.objects.setRetention"])
    error_message = "exactly what the package declares for the bucket"
  }
  assert {
    condition = toset(flatten([for b in jsondecode(google_storage_bucket_iam_policy.log.policy_data).bindings :
    b.members if b.role == "projects/log-project/roles/attestry_log_writer_2026"])) == toset(var.writers)
    error_message = "the writers that were named"
  }
  assert {
    condition = toset(flatten([for b in jsondecode(google_storage_bucket_iam_policy.log.policy_data).bindings :
    b.members if b.role == "projects/log-project/roles/attestry_log_keeper_2026"])) == toset(var.break_glass)
    error_message = "only break-glass administers the bucket"
  }

  # The deny policy lets nobody delete.
  assert {
    condition = anytrue([for r in jsondecode(output.deny_policy).rules :
      contains(r.denyRule.deniedPermissions, "storage.googleapis.com/objects.delete")
    && r.denyRule.deniedPrincipals == ["principalSet://goog/public:all"] && !can(r.denyRule.exceptionPrincipals)])
    error_message = "no exception from it"
  }
  assert {
    condition = anytrue([for r in jsondecode(output.deny_policy).rules :
      length(setsubtract(["storage.googleapis.com/buckets.setIamPolicy", "storage.googleapis.com/buckets.update"], r.denyRule.deniedPermissions)) == 0
    && try(r.denyRule.exceptionPrincipals, []) == ["principalSet://goog/group/break-glass@example.com"]])
    error_message = "settings and policy by break-glass only"
  }

  # Access is logged to the second bucket.
  assert {
    condition     = google_logging_project_sink.access.destination == "storage.googleapis.com/${google_storage_bucket.access.name}"
    error_message = "the sink writes there"
  }
  assert {
    condition     = strcontains(google_logging_project_sink.access.filter, "bucket_name=\"${google_storage_bucket.log.name}\"")
    error_message = "what is done with the log's bucket"
  }
  assert {
    condition     = toset([for c in google_project_iam_audit_config.storage[0].audit_log_config : c.log_type]) == toset(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])
    error_message = "reads and writes are logged"
  }
}

run "a_trial_says_loudly_that_it_is_not_locked" {
  command = plan

  expect_failures = [check.lock]

  variables {
    lock  = false
    years = null
  }

  assert {
    condition     = !google_storage_bucket.log.retention_policy[0].is_locked && output.bucket.mode == "GOVERNANCE"
    error_message = "nothing is locked unless asked for"
  }
  assert {
    condition     = startswith(output.lock_warning, "THE LOG IS NOT LOCKED")
    error_message = "the output must say so"
  }
}

run "more_years_are_kept_longer" {
  command = plan

  variables {
    years = 10
  }

  assert {
    condition     = tonumber(google_storage_bucket.log.retention_policy[0].retention_period) >= (11 * 365 + 3) * 86400
    error_message = "years must reach the retention"
  }
}

run "without_auditors_there_is_no_empty_binding" {
  command = plan

  variables {
    readers = []
  }

  assert {
    condition     = alltrue([for b in jsondecode(google_storage_bucket_iam_policy.log.policy_data).bindings : length(b.members) > 0])
    error_message = "Google refuses a binding without members"
  }
}

run "an_audit_configuration_that_exists_is_left_alone" {
  command = plan

  variables {
    data_access_log = false
  }

  assert {
    condition     = length(google_project_iam_audit_config.storage) == 0
    error_message = "it would be replaced"
  }
}

run "a_log_of_a_year_too_far_ahead" {
  command         = plan
  expect_failures = [google_storage_bucket.log]

  variables {
    first_shard = 2190
  }
}

# What is refused, each with a sentence that says what to do. A run fails where one of them is not.

run "bad_values" {
  command         = plan
  expect_failures = [var.lock, var.location, var.writers, var.readers, var.break_glass, var.first_shard, var.project, var.name, var.access_log_days]

  variables {
    # A lock without a retention.
    years = null
    # A place that Cloud Storage does not have.
    location = "europe-west99"
    # Everybody as writer.
    writers = ["allUsers"]
    # Everybody as reader.
    readers = ["allAuthenticatedUsers"]
    # Nobody to break the glass.
    break_glass = []
    # No year.
    first_shard = 26
    # The number of a project.
    project = "123456789012"
    # A name too long for accounts.
    name = "attestry-of-the-hospital"
    # No day of access log.
    access_log_days = 0
  }
}

run "other_bad_values" {
  command         = plan
  expect_failures = [var.years, var.writers, var.name]

  variables {
    # Five years.
    years = 5
    # A pool as writer.
    writers = ["principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*"]
    # A name of Google's.
    name = "my-google-log"
  }
}
