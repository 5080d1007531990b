locals {
  # By the function that works them off. A message is handed out again after a run could have ended, and given up after three:
  # all within the fifteen minutes that a plan waits for its answers.
  queues = {
    check  = { batch = 1, at_once = 20, tries = 3 }
    append = { batch = 10, at_once = 2, tries = 5 }
  }
}

# Check requests and results. SQS encrypts them; they name components and hold no evidence.
resource "aws_sqs_queue" "work" {
  for_each = local.queues

  name                       = "${var.name}-${each.key}"
  visibility_timeout_seconds = local.functions[each.key].seconds
  message_retention_seconds  = 14 * 24 * 3600
  sqs_managed_sse_enabled    = true
  tags                       = var.tags

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letter.arn
    maxReceiveCount     = each.value.tries
  })
}

# What nobody could work off. It is written down by a function of its own; what that one cannot do comes again for as long as
# SQS keeps any message: fourteen days from when it was first sent.
resource "aws_sqs_queue" "dead_letter" {
  name                       = "${var.name}-dead-letter"
  visibility_timeout_seconds = local.functions["dead-letter"].seconds
  message_retention_seconds  = 14 * 24 * 3600
  sqs_managed_sse_enabled    = true
  tags                       = var.tags
}

locals {
  tls_only = {
    Sid       = "TlsOnly"
    Effect    = "Deny"
    Principal = "*"
    Action    = "sqs:*"
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }
}

resource "aws_sqs_queue_policy" "work" {
  for_each = local.queues

  queue_url = aws_sqs_queue.work[each.key].url
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge(local.tls_only, { Resource = aws_sqs_queue.work[each.key].arn })]
  })
}

resource "aws_sqs_queue_policy" "dead_letter" {
  queue_url = aws_sqs_queue.dead_letter.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      merge(local.tls_only, { Resource = aws_sqs_queue.dead_letter.arn }),
      {
        Sid       = "EventsThatCouldNotBeDelivered"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.dead_letter.arn
        Condition = {
          ArnLike      = { "aws:SourceArn" = "arn:${data.aws_partition.this.partition}:events:${local.region}:${local.account}:rule/${var.name}-*" }
          StringEquals = { "aws:SourceAccount" = local.account }
        }
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "work" {
  for_each = { for k, v in local.queues : k => v if var.genesis != null }

  event_source_arn        = aws_sqs_queue.work[each.key].arn
  function_name           = aws_lambda_function.function[each.key].arn
  batch_size              = each.value.batch
  function_response_types = ["ReportBatchItemFailures"]

  # For throughput, never for safety: writers that meet lose a race and go on.
  scaling_config {
    maximum_concurrency = each.value.at_once
  }
}

resource "aws_lambda_event_source_mapping" "dead_letter" {
  for_each = { for k, v in local.running : k => v if k == "dead-letter" }

  event_source_arn        = aws_sqs_queue.dead_letter.arn
  function_name           = aws_lambda_function.function["dead-letter"].arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 2
  }
}

# Told of what people and their tools should hear of; subscribe to it. Under AWS's own key for SNS, which asks for no
# right in KMS.
resource "aws_sns_topic" "told" {
  name              = "${var.name}-told"
  kms_master_key_id = "alias/aws/sns"
  tags              = var.tags
}
