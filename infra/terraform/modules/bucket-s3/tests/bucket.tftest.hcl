mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
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
  first_shard = 2026
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
    condition     = output.kept_until["2026"] == "2033-01-01T00:00:00Z" && output.kept_until["2027"] == "2034-01-01T00:00:00Z"
    error_message = "six years after the end of 2026, and of 2027"
  }
  assert {
    condition     = length(output.kept_until) == 20 && output.bucket.kept_until == output.kept_until
    error_message = "one bucket takes the logs of twenty years, and the functions are told of which"
  }
  assert {
    condition     = { for s in jsondecode(aws_s3_bucket_policy.log.policy).Statement : trimprefix(s.Sid, "NoShorterLock") => s.Condition.DateLessThan["s3:object-lock-retain-until-date"] if startswith(s.Sid, "NoShorterLock") } == output.kept_until
    error_message = "the policy asks each year's objects for what the output says"
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
  expect_failures = [var.lock, var.writers, var.break_glass, var.first_shard, var.regions, var.name, var.access_log_days]

  variables {
    # Lock without the retention.
    years = null
    # A writer by pattern.
    writers = ["arn:aws:iam::123456789012:role/*"]
    # A bucket that nobody can change.
    break_glass = []
    # A shard that is no year.
    first_shard = 26
    # A region that AWS does not have.
    regions = ["eu-central-9"]
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
  expect_failures = [var.years, var.writers, var.break_glass, var.first_shard, var.regions]

  variables {
    # Five years.
    years = 5
    # A bucket that nobody can write to.
    writers = []
    # A user as break glass.
    break_glass = ["arn:aws:iam::123456789012:user/alice"]
    # A year whose twenty run into the next century but one.
    first_shard = 2181
    # No region at all.
    regions = []
  }
}

run "a_region_without_the_services_is_refused" {
  command = plan

  override_data {
    target = data.aws_region.this
    values = { region = "us-iso-east-1" }
  }

  expect_failures = [aws_s3_bucket.log]
}

# The provider was set up for another region than the one that the law asks for.
run "a_bucket_outside_of_its_regions_is_refused" {
  command = plan

  variables {
    regions = ["eu-central-1", "eu-west-1"]
  }

  override_data {
    target = data.aws_region.this
    values = { region = "us-east-1" }
  }

  expect_failures = [aws_s3_bucket.log]
}

run "a_bucket_in_one_of_its_regions" {
  command = plan

  variables {
    regions = ["eu-central-1", "eu-west-1"]
  }

  assert {
    condition     = output.bucket.region == "eu-central-1"
    error_message = "one of its regions"
  }
}

# What each variable lets pass, together and with long names.
run "a_policy_that_s3_does_not_take" {
  command = plan

  variables {
    name        = "attestry-of-the-clinic-by-the-l"
    writers     = [for i in range(40) : format("arn:aws:iam::123456789012:role/%0129d", i)]
    break_glass = [for i in range(20) : format("arn:aws:iam::123456789012:role/%0129d", i)]
  }

  expect_failures = [aws_s3_bucket_policy.log]
}

run "more_roles_than_the_policy_can_name" {
  command         = plan
  expect_failures = [var.writers, var.break_glass]

  variables {
    writers     = [for i in range(41) : "arn:aws:iam::123456789012:role/writer-${i}"]
    break_glass = [for i in range(21) : "arn:aws:iam::123456789012:role/break-glass-${i}"]
  }
}

run "longer_names_of_roles_than_the_policy_can_take" {
  command         = plan
  expect_failures = [var.writers, var.break_glass]

  variables {
    writers     = [format("arn:aws:iam::123456789012:role/%0130d", 1)]
    break_glass = [format("arn:aws:iam::123456789012:role/%0130d", 1)]
  }
}
