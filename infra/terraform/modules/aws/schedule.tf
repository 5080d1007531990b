locals {
  schedules = { sweep = var.schedule, audit = var.audit_schedule }
}

resource "aws_scheduler_schedule" "function" {
  for_each = { for k, v in local.schedules : k => v if contains(keys(local.running), k) }

  name                = "${var.name}-${each.key}"
  description         = "Starts ${each.key}"
  schedule_expression = each.value

  # A round is named by the time that it was due.
  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.function[each.key].arn
    role_arn = aws_iam_role.scheduler.arn
    # Not by jsonencode, which would write the angle brackets as escapes: Scheduler looks for this very text.
    input = "{\"scheduled\":\"<aws.scheduler.scheduled-time>\"}"

    dead_letter_config {
      arn = aws_sqs_queue.dead_letter.arn
    }

    # The next round comes before a day is over.
    retry_policy {
      maximum_event_age_in_seconds = 900
      maximum_retry_attempts       = 10
    }
  }
}

# Lambda's own retries: a round that comes again is planned once.
resource "aws_lambda_function_event_invoke_config" "function" {
  for_each = { for k, v in local.running : k => v if contains(["sweep", "event", "audit"], k) }

  function_name                = aws_lambda_function.function[each.key].function_name
  maximum_event_age_in_seconds = 900
  maximum_retry_attempts       = 2
}

resource "aws_iam_role" "scheduler" {
  name        = "${var.name}-scheduler"
  description = "EventBridge Scheduler starts functions with it"
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "SchedulerOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "scheduler" {
  name = "starts-functions"
  role = aws_iam_role.scheduler.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "StartsWhatIsScheduled"
        Effect = "Allow"
        Action = "lambda:InvokeFunction"
        Resource = [
          for f in sort(keys(local.schedules)) :
          "arn:${data.aws_partition.this.partition}:lambda:${local.region}:${local.account}:function:${var.name}-${f}"
        ]
      },
      {
        Sid      = "RoundsThatCouldNotBeDelivered"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.dead_letter.arn
      },
    ]
  })
}
