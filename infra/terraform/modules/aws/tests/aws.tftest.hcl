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
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/a-role" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:a-queue", url = "https://sqs/a-queue" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:a-topic" }
  }
  mock_resource "aws_ssm_document" {
    defaults = { arn = "arn:aws:ssm:eu-central-1:123456789012:document/a-document" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:a-group" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:a-function" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-central-1:123456789012:rule/a-rule" }
  }
  # By address, since there are two of a type.
  override_resource {
    target          = aws_kms_key.commit
    override_during = plan
    values          = { arn = "arn:aws:kms:eu-central-1:123456789012:key/commit" }
  }
  override_resource {
    target          = aws_kms_key.pack
    override_during = plan
    values          = { arn = "arn:aws:kms:eu-central-1:123456789012:key/pack" }
  }
}

variables {
  shard         = 2026
  genesis       = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  map           = "flows"
  policy        = "clinic"
  package       = "tests/aws.tftest.hcl"
  break_glass   = ["arn:aws:iam::123456789012:role/break-glass"]
  alarm_targets = ["arn:aws:sns:eu-central-1:123456789012:people"]
  bucket        = { url = "s3://log", arn = "arn:aws:s3:::log", mode = "COMPLIANCE" }
}

run "everything_runs_once_the_log_has_a_genesis" {
  command = plan

  assert {
    condition     = toset(keys(aws_lambda_function.function)) == toset(["append", "audit", "check", "dead-letter", "event", "sweep"])
    error_message = "six functions"
  }
  assert {
    condition     = aws_lambda_function.function["sweep"].environment[0].variables["ATTESTRY_COMMIT_KEY"] == "arn:aws:kms:eu-central-1:123456789012:key/commit"
    error_message = "commits are signed with the commit key"
  }
  assert {
    condition     = aws_lambda_function.function["check"].environment[0].variables["ATTESTRY_PACK_KEY"] == "arn:aws:kms:eu-central-1:123456789012:key/pack"
    error_message = "packs are wrapped with the pack key"
  }
  assert {
    condition     = strcontains(aws_scheduler_schedule.function["sweep"].target[0].input, "<aws.scheduler.scheduled-time>")
    error_message = "Scheduler looks for this very text, without escapes"
  }
}

run "check_may_wrap_keys_and_never_sign_or_open_them" {
  command = plan

  assert {
    condition = alltrue([for s in jsondecode(aws_iam_role_policy.function["check"].policy).Statement :
    !contains(s.Action, "kms:Sign") && !contains(s.Action, "kms:Decrypt")])
    error_message = "check signs no commits"
  }
  assert {
    condition = [for s in jsondecode(aws_iam_role_policy.function["check"].policy).Statement :
    s.Resource if contains(s.Action, "kms:GenerateDataKey")] == [["arn:aws:kms:eu-central-1:123456789012:key/pack"]]
    error_message = "data keys come from the pack key"
  }
}

run "before_the_genesis_there_are_keys_and_roles_and_nothing_runs" {
  command = plan

  variables {
    genesis = null
  }

  assert {
    condition     = length(aws_lambda_function.function) == 0 && length(aws_scheduler_schedule.function) == 0 && length(aws_cloudwatch_event_rule.event) == 0
    error_message = "nothing runs without a log"
  }
  assert {
    condition     = length(aws_iam_role.function) == 6
    error_message = "the bucket's policy names the roles before there is a log"
  }
}

run "a_bucket_elsewhere_takes_a_token_and_no_right_in_s3" {
  command = plan

  variables {
    bucket = { url = "az://account/log", mode = "COMPLIANCE", environment = { ATTESTRY_BUCKET_AUDIENCE = "api://here" } }
  }

  assert {
    condition     = alltrue([for s in jsondecode(aws_iam_role_policy.function["append"].policy).Statement : alltrue([for a in s.Action : !startswith(a, "s3:")])])
    error_message = "no right in S3 is needed"
  }
  assert {
    condition = [for s in jsondecode(aws_iam_role_policy.function["append"].policy).Statement :
    s.Condition.StringEquals["sts:IdentityTokenAudience"] if contains(s.Action, "sts:GetWebIdentityToken")] == ["api://here"]
    error_message = "the token is for the bucket's cloud only"
  }
}

run "alarms_that_nobody_hears_are_said" {
  command = plan

  variables {
    alarm_targets = []
  }

  expect_failures = [check.alarms]
}

run "a_missing_package_is_refused" {
  command = plan

  variables {
    package = "target/none.zip"
  }

  expect_failures = [var.package]
}

run "a_region_without_the_services_is_refused" {
  command = plan

  override_data {
    target = data.aws_region.this
    values = { region = "us-iso-east-1" }
  }

  expect_failures = [aws_kms_key.commit]
}

run "a_genesis_that_is_no_hash_is_refused" {
  command = plan

  variables {
    genesis = "lab.example/2026"
  }

  expect_failures = [var.genesis]
}

run "a_schedule_that_scheduler_does_not_know_is_refused" {
  command = plan

  variables {
    schedule = "*/5 * * * *"
  }

  expect_failures = [var.schedule]
}

run "an_audit_schedule_that_scheduler_does_not_know_is_refused" {
  command = plan

  variables {
    audit_schedule = "daily"
  }

  expect_failures = [var.audit_schedule]
}

run "a_retention_that_cloudwatch_does_not_take_is_refused" {
  command = plan

  variables {
    log_retention_days = 100
  }

  expect_failures = [var.log_retention_days]
}

run "a_bucket_in_s3_without_its_arn_is_refused" {
  command = plan

  variables {
    bucket = { url = "s3://log", mode = "COMPLIANCE" }
  }

  expect_failures = [var.bucket]
}

run "keys_that_nobody_may_change_are_refused" {
  command = plan

  variables {
    break_glass = []
  }

  expect_failures = [var.break_glass]
}

run "an_alarm_target_that_is_an_address_is_refused" {
  command = plan

  variables {
    alarm_targets = ["alice@clinic.example"]
  }

  expect_failures = [var.alarm_targets]
}

run "a_name_that_systems_manager_keeps_to_itself_is_refused" {
  command = plan

  variables {
    name = "aws-attestry"
  }

  expect_failures = [var.name]
}

run "a_shard_that_is_no_year_is_refused" {
  command = plan

  variables {
    shard = 26
  }

  expect_failures = [var.shard]
}

run "a_bucket_of_no_known_kind_is_refused" {
  command = plan

  variables {
    bucket = { url = "https://account.blob.core.windows.net/log", mode = "COMPLIANCE" }
  }

  expect_failures = [var.bucket]
}

run "a_mode_that_the_functions_do_not_know_is_refused" {
  command = plan

  variables {
    bucket = { url = "s3://log", arn = "arn:aws:s3:::log", mode = "locked" }
  }

  expect_failures = [var.bucket]
}

run "an_alarm_at_once_is_refused" {
  command = plan

  variables {
    late_after_minutes = 1
  }

  expect_failures = [var.late_after_minutes]
}

run "a_setting_that_is_none_of_ours_is_refused" {
  command = plan

  variables {
    environment = { JAVA_TOOL_OPTIONS = "-javaagent:other.jar" }
  }

  expect_failures = [var.environment]
}
