# One page of what the alarms look at, from the same list of counters, and what Google counts itself.

locals {
  charts = merge(
    { for name, counted in local.counted : counted.what => {
      filter  = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.counted[name].name}\" AND resource.type=\"cloud_run_revision\""
      aligner = "ALIGN_DELTA"
      plot    = "STACKED_BAR"
    } },
    { for f, l in local.lags : l.what => {
      filter  = "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=starts_with(\"${local.subscriptions[f]}\")"
      aligner = "ALIGN_MAX"
      plot    = "LINE"
    } if contains(keys(local.deployed), f) },
    { for f in local.dead_lettered : "Dead letters of ${f}." => {
      filter  = "metric.type=\"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=starts_with(\"${local.subscriptions[f]}\")"
      aligner = "ALIGN_DELTA"
      plot    = "STACKED_BAR"
    } },
    { for f in keys(local.deployed) : "Runs of ${f}." => {
      filter  = "metric.type=\"run.googleapis.com/request_count\" AND resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.name}-${f}\""
      aligner = "ALIGN_DELTA"
      plot    = "STACKED_BAR"
    } },
  )
}

resource "google_monitoring_dashboard" "this" {
  project = var.project

  dashboard_json = jsonencode({
    displayName = "Attestry (${var.name})"
    gridLayout = {
      columns = "2"
      widgets = [
        for title, chart in local.charts : {
          title = title
          xyChart = {
            dataSets = [{
              plotType = chart.plot
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter = chart.filter
                  aggregation = {
                    alignmentPeriod    = "300s"
                    perSeriesAligner   = chart.aligner
                    crossSeriesReducer = "REDUCE_SUM"
                  }
                }
              }
            }]
          }
        }
      ]
    }
  })
}
