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
  shard       = 2026
  writers     = ["serviceAccount:attestry-append@log-project.iam.gserviceaccount.com"]
  readers     = ["group:auditors@example.com"]
  break_glass = ["group:break-glass@example.com"]
}

run "locked" {
  command = plan

  variables {
    lock  = true
    years = 6
  }

  assert {
    condition     = google_storage_bucket.log.retention_policy[0].is_locked
    error_message = "lock = true must lock the log"
  }
  assert {
    condition     = google_storage_bucket.access.retention_policy[0].is_locked
    error_message = "lock = true must lock who read it, too"
  }
  assert {
    condition     = tonumber(google_storage_bucket.log.retention_policy[0].retention_period) >= 2557 * 86400
    error_message = "seven years, two of them leap years, from the first object on"
  }
  assert {
    condition     = output.bucket.mode == "COMPLIANCE" && output.lock_warning == ""
    error_message = "functions must ask for a locked retention"
  }
}

run "a_trial_says_loudly_that_it_is_not_locked" {
  command = plan

  expect_failures = [check.lock]

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
    lock  = true
    years = 10
  }

  assert {
    condition     = tonumber(google_storage_bucket.log.retention_policy[0].retention_period) >= (11 * 365 + 3) * 86400
    error_message = "years must reach the retention"
  }
}

run "closed" {
  command = plan

  variables {
    lock  = true
    years = 6
  }

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
}

run "writers_can_write_and_nothing_else" {
  command = plan

  variables {
    lock  = true
    years = 6
  }

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
    b.members if b.role == "roles/storage.admin"])) == toset(var.break_glass)
    error_message = "only break-glass administers the bucket"
  }
}

run "without_auditors_there_is_no_empty_binding" {
  command = plan

  variables {
    lock    = true
    years   = 6
    readers = []
  }

  assert {
    condition     = alltrue([for b in jsondecode(google_storage_bucket_iam_policy.log.policy_data).bindings : length(b.members) > 0])
    error_message = "Google refuses a binding without members"
  }
}

run "the_deny_policy_lets_nobody_delete" {
  command = plan

  variables {
    lock  = true
    years = 6
  }

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
}

run "access_is_logged_to_the_second_bucket" {
  command = plan

  variables {
    lock  = true
    years = 6
  }

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

run "an_audit_configuration_that_exists_is_left_alone" {
  command = plan

  variables {
    lock            = true
    years           = 6
    data_access_log = false
  }

  assert {
    condition     = length(google_project_iam_audit_config.storage) == 0
    error_message = "it would be replaced"
  }
}

# What is refused, each with a sentence that says what to do.

run "a_lock_without_a_retention" {
  command         = plan
  expect_failures = [var.lock]

  variables {
    lock = true
  }
}

run "five_years" {
  command         = plan
  expect_failures = [var.years]

  variables {
    lock  = true
    years = 5
  }
}

run "a_place_that_cloud_storage_does_not_have" {
  command         = plan
  expect_failures = [var.location]

  variables {
    lock     = true
    years    = 6
    location = "eu-central-1"
  }
}

run "everybody_as_writer" {
  command         = plan
  expect_failures = [var.writers]

  variables {
    lock    = true
    years   = 6
    writers = ["allUsers"]
  }
}

run "a_pool_as_writer" {
  command         = plan
  expect_failures = [var.writers]

  variables {
    lock    = true
    years   = 6
    writers = ["principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*"]
  }
}

run "everybody_as_reader" {
  command         = plan
  expect_failures = [var.readers]

  variables {
    lock    = true
    years   = 6
    readers = ["allAuthenticatedUsers"]
  }
}

run "nobody_to_break_the_glass" {
  command         = plan
  expect_failures = [var.break_glass]

  variables {
    lock        = true
    years       = 6
    break_glass = []
  }
}

run "no_year" {
  command         = plan
  expect_failures = [var.shard]

  variables {
    lock  = true
    years = 6
    shard = 26
  }
}

run "the_number_of_a_project" {
  command         = plan
  expect_failures = [var.project]

  variables {
    lock    = true
    years   = 6
    project = "123456789012"
  }
}

run "a_name_too_long_for_accounts" {
  command         = plan
  expect_failures = [var.name]

  variables {
    lock  = true
    years = 6
    name  = "attestry-of-the-hospital"
  }
}

run "no_day_of_access_log" {
  command         = plan
  expect_failures = [var.access_log_days]

  variables {
    lock            = true
    years           = 6
    access_log_days = 0
  }
}
