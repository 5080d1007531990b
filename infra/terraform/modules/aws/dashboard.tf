locals {
  # One widget an alarm, by the metric that it looks at.
  widgets = concat(
    [for k, v in local.told : { title = k, metrics = [[local.metrics, k]], stat = "Sum" }],
    [
      for k, v in local.counted : {
        title   = k
        metrics = [concat([v.namespace, v.metric], flatten([for d, n in v.dimensions : [d, n]]))]
        stat    = v.statistic
      }
    ],
    [{
      title   = "errors"
      metrics = [for f in keys(local.functions) : ["AWS/Lambda", "Errors", "FunctionName", "${var.name}-${f}"]]
      stat    = "Sum"
    }],
  )
}

resource "aws_cloudwatch_dashboard" "attestry" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = [
      for i, w in local.widgets : {
        type   = "metric"
        x      = 8 * (i % 3)
        y      = 6 * floor(i / 3)
        width  = 8
        height = 6
        properties = {
          title   = w.title
          metrics = w.metrics
          stat    = w.stat
          period  = 300
          region  = local.region
        }
      }
    ]
  })
}
