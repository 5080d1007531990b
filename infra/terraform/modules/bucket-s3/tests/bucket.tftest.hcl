mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/k" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::mocked" }
  }
}

variables {
  shard       = 2026
  lock        = true
  years       = 6
  writers     = ["arn:aws:iam::123456789012:role/attestry-append"]
  break_glass = ["arn:aws:iam::123456789012:role/break-glass"]
}

run "a_trial_is_kept_but_not_locked_and_the_plan_says_so" {
  command = plan

  variables {
    lock  = false
    years = null
  }

  assert {
    condition     = aws_s3_bucket_object_lock_configuration.log.rule[0].default_retention[0].mode == "GOVERNANCE"
    error_message = "without lock = true nothing may be locked for good"
  }
  assert {
    condition     = strcontains(output.lock_warning, "NOT LOCKED")
    error_message = "the output must say that nothing is locked"
  }

  expect_failures = [check.lock]
}

run "lock_is_compliance_and_quiet" {
  command = plan

  assert {
    condition     = aws_s3_bucket_object_lock_configuration.log.rule[0].default_retention[0].mode == "COMPLIANCE"
    error_message = "lock = true must lock"
  }
  assert {
    condition     = aws_s3_bucket_object_lock_configuration.log.rule[0].default_retention[0].days == 2557
    error_message = "the shard's year and six more are 2557 days"
  }
  assert {
    condition     = output.kept_until == "2033-01-01T00:00:00Z"
    error_message = "six years after the end of 2026"
  }
  assert {
    condition     = output.lock_warning == ""
    error_message = "nothing to warn of"
  }
  assert {
    condition     = [for s in jsondecode(aws_s3_bucket_policy.log.policy).Statement : s.Condition.StringNotEquals["s3:object-lock-mode"] if s.Sid == "NoWeakerLock"] == [["COMPLIANCE"]]
    error_message = "a locked bucket takes no object in GOVERNANCE"
  }
}

# What is refused, each with a sentence that says what to do. A run fails where one of them is not.

run "bad_values" {
  command         = plan
  expect_failures = [var.lock, var.writers, var.break_glass, var.shard, var.name, var.access_log_days]

  variables {
    # Lock without the retention.
    years = null
    # A writer by pattern.
    writers = ["arn:aws:iam::123456789012:role/*"]
    # A bucket that nobody can change.
    break_glass = []
    # A shard that is no year.
    shard = 26
    # A name that no bucket can have.
    name = "Attestry_Log"
    # An access log of a week.
    access_log_days = 7
  }
}

# What functions put asks for six years: see NoShorterLock.
run "more_years_than_writers_ask_for" {
  command         = plan
  expect_failures = [var.years]

  variables {
    years = 10
  }
}

run "other_bad_values" {
  command         = plan
  expect_failures = [var.years, var.writers, var.break_glass]

  variables {
    # Five years.
    years = 5
    # A bucket that nobody can write to.
    writers = []
    # A user as break glass.
    break_glass = ["arn:aws:iam::123456789012:user/alice"]
  }
}
