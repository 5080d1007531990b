# What somebody must look at.

resource "google_monitoring_notification_channel" "mail" {
  for_each = toset(var.alarm_targets)

  project      = var.project
  display_name = "Attestry: ${each.value}"
  type         = "email"
  labels       = { email_address = each.value }
}

locals {
  channels = [for c in google_monitoring_notification_channel.mail : c.name]

  # Alarms that sound at the first line. By the log itself: Google takes no alarm on a counter for some minutes after it was made.
  at_once = {
    gap             = { counter = "gaps", say = "A planned check has no answer, or none that says anything: attestry show tells which." }
    contraindicated = { counter = "contraindicated", say = "A component is not what the policy wants, or its evidence did not verify: attestry show component NAME." }
    log-fault       = { counter = "faults", say = "The log or its bucket is not as it should be: attestry audit." }
    audit-failed    = { counter = "audits-failed", say = "The audit failed or did not end clean: attestry audit, from another machine." }
  }

  # Silence is an alarm, too: rounds every few minutes, an audit a day. There must be functions first. Google looks back for 25 hours at
  # most (alignment and duration of a condition together), and waits for 23 and a half: where there is no count, window and wait make up that time.
  silence = var.genesis == null ? {} : {
    sweep-late   = { function = "sweep", within = var.sweep_late_minutes * 60, window = 600, wait = var.sweep_late_minutes * 60, say = "No round has ended: is Cloud Scheduler on, does the sweep function fail?" }
    audit-absent = { function = "audit", within = 90000, window = 84600, wait = 5400, say = "No audit has ended for a day." }
  }

  lags = {
    append = { alarm = "commit-lag", seconds = 300, what = "Age of the oldest result that is not committed.", say = "A result waits for its commit for more than five minutes: the append function fails, or the bucket does not answer." }
    check  = { alarm = "check-lag", seconds = 1800, what = "Age of the oldest check that is not done.", say = "A check waits for more than half an hour, so its slots are gaps: the check function fails, or its dead letters are not wired (infra/README.md, step 5)." }
  }

  # How Google calls the subscription of a function's trigger, up to a number that it adds.
  subscriptions = { for f, t in local.triggers : f => "eventarc-${var.region}-${t}-sub-" }
}

resource "google_monitoring_alert_policy" "at_once" {
  for_each = local.at_once

  project               = var.project
  display_name          = "${var.name}: ${each.key}"
  combiner              = "OR"
  notification_channels = local.channels
  user_labels           = var.labels

  documentation {
    content = each.value.say
  }

  conditions {
    display_name = local.counted[each.value.counter].what

    condition_matched_log {
      filter = google_logging_metric.counted[each.value.counter].filter
    }
  }

  alert_strategy {
    auto_close = "86400s"

    notification_rate_limit {
      period = "300s"
    }
  }
}

# A function that ran before and stopped: requests that it answered well, which Cloud Run counts.
resource "google_monitoring_alert_policy" "silence" {
  for_each = local.silence

  project               = var.project
  display_name          = "${var.name}: ${each.key}"
  combiner              = "OR"
  notification_channels = local.channels
  user_labels           = var.labels

  documentation {
    content = each.value.say
  }

  conditions {
    display_name = "Runs of ${each.value.function} that ended well."

    condition_threshold {
      filter                  = "metric.type=\"run.googleapis.com/request_count\" AND resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${google_cloudfunctions2_function.this[each.value.function].name}\" AND metric.labels.response_code_class=\"2xx\""
      comparison              = "COMPARISON_LT"
      threshold_value         = 1
      duration                = "60s"
      evaluation_missing_data = "EVALUATION_MISSING_DATA_ACTIVE"

      aggregations {
        # Of a daily audit an hour too late.
        alignment_period     = "${each.value.within - 60}s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }
}

# Likewise where there is no count: the alarm above has nothing to compare until the function has run once.
resource "google_monitoring_alert_policy" "never" {
  for_each = local.silence

  project               = var.project
  display_name          = "${var.name}: ${each.key}, no count"
  combiner              = "OR"
  notification_channels = local.channels
  user_labels           = var.labels

  documentation {
    content = each.value.say
  }

  conditions {
    display_name = "No run of ${each.value.function} at all."

    condition_prometheus_query_language {
      query                     = "absent_over_time({\"run.googleapis.com/request_count\", monitored_resource=\"cloud_run_revision\", service_name=\"${google_cloudfunctions2_function.this[each.value.function].name}\", response_code_class=\"2xx\"}[${each.value.window / 60}m])"
      duration                  = "${each.value.wait}s"
      evaluation_interval       = "60s"
      disable_metric_validation = true
    }
  }
}

# What waits. That of check rings, too, where nobody wired its dead letters: then what always fails stays here until it expires.
resource "google_monitoring_alert_policy" "lag" {
  for_each = { for f, l in local.lags : f => l if contains(keys(local.deployed), f) }

  project               = var.project
  display_name          = "${var.name}: ${each.value.alarm}"
  combiner              = "OR"
  notification_channels = local.channels
  user_labels           = var.labels

  documentation {
    content = each.value.say
  }

  conditions {
    display_name = each.value.what

    condition_threshold {
      filter          = "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=starts_with(\"${local.subscriptions[each.key]}\")"
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.seconds
      duration        = "60s"

      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }
}

resource "google_monitoring_alert_policy" "dead_letters" {
  for_each = local.dead_lettered

  project               = var.project
  display_name          = "${var.name}: dead-letters of ${each.key}"
  combiner              = "OR"
  notification_channels = local.channels
  user_labels           = var.labels

  documentation {
    content = "A message of ${each.key} failed five times and went to the dead letters; the log says so. See docs/troubleshooting.md."
  }

  conditions {
    display_name = "Dead letters of ${each.key}."

    condition_threshold {
      filter          = "metric.type=\"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=starts_with(\"${local.subscriptions[each.key]}\")"
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_DELTA"
      }
    }
  }
}
