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
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/attestry-function" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:a-queue" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/k" }
  }
}

variables {
  region        = "eu-central-1"
  origin        = "example.com/flows"
  shard         = 2026
  map           = "flows"
  policy        = "clinic"
  package       = "tests/single-cloud.tftest.hcl"
  owner         = "arn:aws:iam::123456789012:role/log-owner"
  break_glass   = ["arn:aws:iam::123456789012:role/break-glass"]
  lock          = true
  years         = 6
  alarm_targets = ["arn:aws:sns:eu-central-1:123456789012:people"]
}

run "the_first_apply_makes_bucket_keys_and_roles" {
  command = plan

  assert {
    condition     = output.bucket.mode == "COMPLIANCE" && length(output.functions) == 0
    error_message = "nothing runs before there is a log"
  }
}

run "the_second_apply_makes_what_runs" {
  command = plan

  variables {
    genesis = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    logs    = { "example.com/flows/2026" = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }
  }

  assert {
    condition     = length(output.functions) == 6
    error_message = "six functions"
  }
}

# The turn of the year: the functions go on in a new log, and the bucket stays as it is.
run "the_log_of_a_year_that_ends" {
  command = plan

  variables {
    genesis = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    logs    = { "example.com/flows/2026" = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }
    plans   = false
  }

  assert {
    condition     = alltrue([for f in module.aws.log : f.plans == "no" && f.shard == "2026"]) && length(module.aws.log) == 6
    error_message = "no function plans checks, and all go on in the old log"
  }
}

run "the_log_of_the_next_year" {
  command = plan

  variables {
    shard   = 2027
    genesis = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
    logs = {
      "example.com/flows/2026" = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      "example.com/flows/2027" = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
    }
  }

  assert {
    condition = alltrue([for f in module.aws.log :
      f == { shard = "2027", genesis = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210", plans = "yes" }
    ]) && length(module.aws.log) == 6
    error_message = "every function writes the new log"
  }

  assert {
    condition     = output.bucket.kept_until["2026"] == "2033-01-01T00:00:00Z" && output.bucket.kept_until["2027"] == "2034-01-01T00:00:00Z"
    error_message = "late results of the old log are asked for what they ask for"
  }
}

run "a_rotation_reaches_the_module" {
  command = plan

  override_resource {
    target          = module.aws.aws_kms_key.commit[1]
    override_during = plan
    values          = { arn = "arn:aws:kms:eu-central-1:123456789012:key/commit-2" }
  }

  variables {
    genesis     = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    logs        = { "example.com/flows/2026" = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }
    commit_keys = 2
    commit_key  = 2
    writer      = "aws-commit-2"
  }

  assert {
    condition     = length(module.aws.commit_keys) == 2 && output.commit_key == "arn:aws:kms:eu-central-1:123456789012:key/commit-2"
    error_message = "there are two keys, and the second is in use"
  }
}

# What is refused, each with a sentence that says what to do.

run "an_origin_that_exists_already" {
  command         = plan
  expect_failures = [var.logs]

  variables {
    genesis = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    logs    = { "example.com/flows/2026" = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210" }
  }
}
