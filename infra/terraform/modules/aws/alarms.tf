locals {
  metrics = "${var.name}/told"

  # What functions say when they tell somebody (docs/events.md), counted from their logs.
  told = {
    contraindicated = { types = ["check.failed", "evidence.refuted"], why = "A component is not what the policy wants, or its evidence does not verify." }
    gap             = { types = ["gap"], why = "A planned check has no answer, or none that says anything." }
    audit-failed    = { types = ["log.fault"], why = "An audit found a fault, or the bucket shows what it never should." }
  }

  # Who tells: those whose role may publish to the topic.
  tellers = [for f in keys(local.functions) : f if anytrue([for s in local.permissions : contains(s.functions, f) && contains(s.actions, "sns:Publish")])]

  filters = {
    for p in setproduct(keys(local.told), local.tellers) : "${p[0]}-${p[1]}" => { told = p[0], function = p[1] }
  }
}

resource "aws_cloudwatch_log_metric_filter" "told" {
  for_each = local.filters

  name           = "${var.name}-${each.key}"
  log_group_name = aws_cloudwatch_log_group.function[each.value.function].name
  pattern        = "{ ${join(" || ", [for t in local.told[each.value.told].types : "$.told = \"${t}\""])} }"

  metric_transformation {
    namespace = local.metrics
    name      = each.value.told
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "told" {
  for_each = local.told

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.why
  namespace           = local.metrics
  metric_name         = each.key
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_targets
  tags                = var.tags
}

locals {
  # What AWS counts itself.
  counted = {
    sweep-late = {
      why       = "No sweep has run: nobody is checked."
      namespace = "AWS/Lambda", metric = "Invocations", dimensions = { FunctionName = "${var.name}-sweep" }
      statistic = "Sum", period = 60 * var.late_after_minutes, below = 1, missing = "breaching"
    }
    audit-late = {
      why       = "No audit has run for a day."
      namespace = "AWS/Lambda", metric = "Invocations", dimensions = { FunctionName = "${var.name}-audit" }
      statistic = "Sum", period = 86400, below = 1, missing = "breaching"
    }
    commit-lag = {
      why       = "Results wait and are not in the log."
      namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", dimensions = { QueueName = "${var.name}-append" }
      statistic = "Maximum", period = 60, above = 60 * var.late_after_minutes, missing = "notBreaching"
    }
    dead-letters = {
      why       = "A message was given up. The log has its results after all, or a gap or an action."
      namespace = "AWS/Lambda", metric = "Invocations", dimensions = { FunctionName = "${var.name}-dead-letter" }
      statistic = "Sum", period = 300, above = 0, missing = "notBreaching"
    }
    dead-letters-wait = {
      why       = "A message was given up, and not even that could be written down."
      namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", dimensions = { QueueName = "${var.name}-dead-letter" }
      statistic = "Maximum", period = 300, above = 900, missing = "notBreaching"
    }
  }

  # A function that fails says so nowhere else.
  failing = {
    for f in keys(local.functions) : "${f}-fails" => {
      why       = "${f} ends with errors: its log says which."
      namespace = "AWS/Lambda", metric = "Errors", dimensions = { FunctionName = "${var.name}-${f}" }
      statistic = "Sum", period = 300, above = 0, missing = "notBreaching"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "counted" {
  # Without functions there is nothing to count.
  for_each = { for k, v in merge(local.counted, local.failing) : k => v if var.genesis != null }

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.why
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = each.value.period
  evaluation_periods  = 1
  comparison_operator = can(each.value.below) ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = try(each.value.below, each.value.above)
  treat_missing_data  = each.value.missing
  alarm_actions       = var.alarm_targets
  tags                = var.tags
}

check "alarms" {
  assert {
    condition     = length(var.alarm_targets) > 0
    error_message = "Nobody is told of alarms: name a topic of SNS in alarm_targets."
  }
}
