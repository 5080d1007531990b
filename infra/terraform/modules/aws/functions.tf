data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}
data "aws_region" "this" {}

locals {
  account = data.aws_caller_identity.this.account_id
  region  = data.aws_region.this.region

  # By the names that permissions.json has for them. Seconds are what one run may take.
  functions = {
    sweep       = { handler = "SweepHandler", seconds = 120 }
    event       = { handler = "EventHandler", seconds = 60 }
    check       = { handler = "CheckHandler", seconds = 300 }
    append      = { handler = "AppendHandler", seconds = 120 }
    dead-letter = { handler = "DeadLetterHandler", seconds = 120 }
    audit       = { handler = "AuditHandler", seconds = 900 }
  }

  # Nothing runs before the log has a genesis.
  running = { for k, v in local.functions : k => v if var.genesis != null }

  environment = merge(
    var.environment,
    var.bucket.environment,
    {
      ATTESTRY_SHARD        = tostring(var.shard)
      ATTESTRY_GENESIS      = var.genesis
      ATTESTRY_CLOUD        = "aws"
      ATTESTRY_WRITER       = var.writer
      ATTESTRY_MAP          = var.map
      ATTESTRY_POLICY       = var.policy
      ATTESTRY_BUCKET       = var.bucket.url
      ATTESTRY_BUCKET_MODE  = var.bucket.mode
      ATTESTRY_COMMIT_KEY   = local.commit_key
      ATTESTRY_PACK_KEY     = aws_kms_key.pack.arn
      ATTESTRY_CHECK_QUEUE  = aws_sqs_queue.work["check"].url
      ATTESTRY_APPEND_QUEUE = aws_sqs_queue.work["append"].url
      ATTESTRY_TOPIC        = aws_sns_topic.told.arn
      ATTESTRY_SSM_DOCUMENT = aws_ssm_document.evidence.name
      # Commands are sent by check alone.
      ATTESTRY_OWN_IDENTITIES = aws_iam_role.function["check"].arn
    },
    var.plans ? {} : { ATTESTRY_PLANS = "no" },
  )
}

resource "aws_lambda_function" "function" {
  for_each = local.running

  function_name    = "${var.name}-${each.key}"
  description      = "Attestry: ${each.key}"
  role             = aws_iam_role.function[each.key].arn
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  handler          = "dev.attestry.aws.functions.${each.value.handler}::handleRequest"
  runtime          = "java25"
  architectures    = ["x86_64"]
  memory_size      = 1024
  timeout          = each.value.seconds
  tags             = var.tags

  # None of it is secret.
  environment {
    variables = local.environment
  }

  # A group that Lambda made itself would keep everything for ever.
  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.function[each.key].name
  }

  # A function that starts without its rights fails.
  depends_on = [aws_iam_role_policy.function]
}

# Said at every plan and apply as long as it is so.
check "store" {
  assert {
    condition     = startswith(var.bucket.url, "s3://")
    error_message = "attestry-aws-functions.zip as it is built holds no store for ${var.bucket.url}: its functions would stop at their start. Build one that does (docs/functions.md, A bucket in another cloud), or take a bucket in S3."
  }
}
