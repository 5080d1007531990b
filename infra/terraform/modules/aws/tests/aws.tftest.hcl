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
  # By address, since there are several of a type.
  override_resource {
    target          = aws_kms_key.commit[0]
    override_during = plan
    values          = { arn = "arn:aws:kms:eu-central-1:123456789012:key/commit" }
  }
  override_resource {
    target          = aws_kms_key.commit[1]
    override_during = plan
    values          = { arn = "arn:aws:kms:eu-central-1:123456789012:key/commit-2" }
  }
  override_resource {
    target          = aws_kms_key.pack
    override_during = plan
    values          = { arn = "arn:aws:kms:eu-central-1:123456789012:key/pack" }
  }
}

variables {
  origin  = "example.com/flows"
  shard   = 2026
  genesis = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  # Its own entry, and the log of another year, are no other log.
  logs          = { "example.com/flows/2026" = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "example.com/flows/2025" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
  map           = "flows"
  policy        = "clinic"
  package       = "tests/aws.tftest.hcl"
  break_glass   = ["arn:aws:iam::123456789012:role/break-glass"]
  alarm_targets = ["arn:aws:sns:eu-central-1:123456789012:people"]
  bucket        = { url = "s3://log", arn = "arn:aws:s3:::log", mode = "COMPLIANCE" }
}

run "what_runs_once_the_log_has_a_genesis" {
  command = plan

  # Everything runs once the log has a genesis.
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

  # Check may wrap keys and never sign or open them.
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

run "a_new_commit_key_signs_nothing_before_it_is_chosen" {
  command = plan

  variables {
    commit_keys = 2
  }

  assert {
    condition     = output.commit_keys == { "1" = "arn:aws:kms:eu-central-1:123456789012:key/commit", "2" = "arn:aws:kms:eu-central-1:123456789012:key/commit-2" } && output.commit_key == output.commit_keys["1"]
    error_message = "the second is there for its public key, the first is in use"
  }
  assert {
    condition     = aws_kms_alias.commit[*].name == ["alias/attestry-commit", "alias/attestry-commit-2"]
    error_message = "each has a name, and the first keeps its own"
  }
  assert {
    condition     = [for f in aws_lambda_function.function : f.environment[0].variables["ATTESTRY_COMMIT_KEY"] if f.environment[0].variables["ATTESTRY_COMMIT_KEY"] != "arn:aws:kms:eu-central-1:123456789012:key/commit"] == []
    error_message = "functions go on with the first"
  }
  assert {
    condition     = alltrue([for p in aws_iam_role_policy.function : !strcontains(p.policy, "key/commit-2")])
    error_message = "no role has a right on the second"
  }
  assert {
    condition     = [for k in aws_kms_key.commit : [for s in jsondecode(k.policy).Statement : "${s.Sid}${can(s.Condition) ? " but" : ""}" if s.Effect == "Deny" && s.Action == "kms:Sign"]] == [["OnlyFunctionsSign but"], ["NobodySigns"]]
    error_message = "nobody at all signs with the second"
  }
}

run "a_second_commit_key" {
  command = plan

  variables {
    commit_keys = 2
    commit_key  = 2
    writer      = "aws-commit-2"
  }

  assert {
    condition     = length(aws_kms_key.commit) == 2 && output.commit_key == aws_kms_key.commit[1].arn
    error_message = "functions sign with the second, and the first stays"
  }
  assert {
    condition     = alltrue([for f in aws_lambda_function.function : f.environment[0].variables["ATTESTRY_COMMIT_KEY"] == aws_kms_key.commit[1].arn && f.environment[0].variables["ATTESTRY_WRITER"] == "aws-commit-2"])
    error_message = "functions are told of key and name together"
  }
  assert {
    condition     = alltrue([for f in ["sweep", "event", "append", "dead-letter", "audit"] : [for s in jsondecode(aws_iam_role_policy.function[f].policy).Statement : s.Resource if contains(s.Action, "kms:Sign")] == [[aws_kms_key.commit[1].arn]]])
    error_message = "roles may sign with the second only"
  }
  assert {
    condition     = [for k in aws_kms_key.commit : [for s in jsondecode(k.policy).Statement : "${s.Sid}${can(s.Condition) ? " but" : ""}" if s.Effect == "Deny" && s.Action == "kms:Sign"]] == [["NobodySigns"], ["OnlyFunctionsSign but"]]
    error_message = "nobody at all signs with the first"
  }
}

run "before_the_genesis_there_are_keys_and_roles_and_nothing_runs" {
  command = plan

  variables {
    genesis = null
    logs    = {}
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

  # Said at every plan: the package of a release holds no such store.
  expect_failures = [check.store]

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

run "a_region_without_the_services_is_refused" {
  command = plan

  override_data {
    target = data.aws_region.this
    values = { region = "us-iso-east-1" }
  }

  expect_failures = [aws_kms_key.commit]
}

# What is refused, each with a sentence that says what to do. A run fails where one of them is not.

run "bad_values" {
  command         = plan
  expect_failures = [var.origin, var.package, var.genesis, var.schedule, var.audit_schedule, var.log_retention_days, var.bucket, var.break_glass, var.alarm_targets, var.name, var.shard, var.late_after_minutes, var.environment, var.writer, var.commit_keys]

  variables {
    # An origin that no log can have.
    origin = "our log"
    # A missing package.
    package = "target/none.zip"
    # A genesis that is no hash.
    genesis = "lab.example/2026"
    # A schedule that scheduler does not know.
    schedule = "*/5 * * * *"
    # An audit schedule that scheduler does not know.
    audit_schedule = "daily"
    # A retention that CloudWatch does not take.
    log_retention_days = 100
    # A bucket in S3 without its arn.
    bucket = { url = "s3://log", mode = "COMPLIANCE" }
    # Keys that nobody may change.
    break_glass = []
    # An alarm target that is an address.
    alarm_targets = ["alice@clinic.example"]
    # A name that systems manager keeps to itself.
    name = "aws-attestry"
    # A shard that is no year.
    shard = 26
    # An alarm at once.
    late_after_minutes = 1
    # A setting that is none of ours.
    environment = { JAVA_TOOL_OPTIONS = "-javaagent:other.jar" }
    # A name that no key document can have.
    writer = "AWS-commit-2"
    # No key at all.
    commit_keys = 0
  }
}

run "other_bad_values" {
  command         = plan
  expect_failures = [var.logs, var.bucket, var.break_glass, var.schedule, var.audit_schedule, var.late_after_minutes, var.log_retention_days, var.alarm_targets, var.environment, var.name, var.writer, var.commit_key]

  variables {
    # An origin that exists already: there is a log of this name and year, with another genesis.
    logs = { "example.com/flows/2026" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
    # All roles of an account.
    break_glass = ["arn:aws:iam::123456789012:role/break-glass", "arn:aws:iam::123456789012:role/*"]
    # Never, and a unit that there is not.
    schedule       = "rate(0 minutes)"
    audit_schedule = "rate(1 week)"
    # More than a day.
    late_after_minutes = 1441
    # Too few days to look into an incident.
    log_retention_days = 7
    # An address among topics.
    alarm_targets = ["arn:aws:sns:eu-central-1:123456789012:people", "alice@clinic.example"]
    # A setting of others beside one of ours.
    environment = { ATTESTRY_AT_ONCE = "8", AWS_LAMBDA_EXEC_WRAPPER = "/opt/other" }
    # A name that Systems Manager keeps to itself, too.
    name = "amazon-attestry"
    # A bucket of no known kind.
    bucket = { url = "https://account.blob.core.windows.net/log", mode = "COMPLIANCE" }
    writer = "aws commit"
    # A key that is not there.
    commit_key = 2
  }
}

run "more_bad_values" {
  command         = plan
  expect_failures = [var.logs, var.bucket, var.break_glass, var.late_after_minutes, var.name, var.writer, var.commit_keys]

  variables {
    # An origin that exists already, of which the first apply would make a second.
    genesis = null
    logs    = { "example.com/flows/2026" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
    # A user.
    break_glass = ["arn:aws:iam::123456789012:user/alice"]
    # Half a minute more than a whole one.
    late_after_minutes = 15.5
    name               = "Attestry"
    # A mode that the functions do not know.
    bucket = { url = "s3://log", arn = "arn:aws:s3:::log", mode = "locked" }
    writer = ""
    # A year.
    commit_keys = 2027
  }
}

run "still_more_bad_values" {
  command         = plan
  expect_failures = [var.logs, var.commit_key]

  variables {
    # What is no hash.
    logs = { "example.com/flows/2025" = "2025" }
    # Between two keys.
    commit_keys = 2
    commit_key  = 1.5
  }
}

run "a_log_that_is_not_in_the_list" {
  command         = plan
  expect_failures = [var.logs]

  variables {
    logs = { "example.com/flows/2025" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
  }
}

run "even_more_bad_values" {
  command         = plan
  expect_failures = [var.commit_key]

  variables {
    # Keys are counted from one.
    commit_key = 0
  }
}

run "half_a_key" {
  command         = plan
  expect_failures = [var.commit_keys]

  variables {
    commit_keys = 1.5
  }
}

# The turn of the year, with a bucket that takes both logs.
run "the_log_of_a_later_year_in_the_same_bucket" {
  command = plan

  variables {
    shard   = 2027
    genesis = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    logs    = { "example.com/flows/2026" = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "example.com/flows/2027" = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
    bucket  = { url = "s3://log", arn = "arn:aws:s3:::log", mode = "COMPLIANCE", kept_until = { "2026" = "2033-01-01T00:00:00Z", "2027" = "2034-01-01T00:00:00Z" } }
  }

  assert {
    condition     = alltrue([for f in aws_lambda_function.function : f.environment[0].variables["ATTESTRY_SHARD"] == "2027"])
    error_message = "all functions write to the new log"
  }
}

run "a_log_that_the_bucket_would_refuse" {
  command         = plan
  expect_failures = [aws_kms_key.commit]

  variables {
    bucket = { url = "s3://log", arn = "arn:aws:s3:::log", mode = "COMPLIANCE", kept_until = { "2027" = "2034-01-01T00:00:00Z" } }
  }
}
