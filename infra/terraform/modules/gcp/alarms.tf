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

  counter = { for name, m in google_logging_metric.counted : name => "metric.type=\"logging.googleapis.com/user/${m.name}\" AND resource.type=\"cloud_run_revision\"" }

  # Alarms that sound at the first one.
  at_once = {
    gap             = { counter = "gaps", say = "A planned check has no answer, or none that says anything: attestry show tells which." }
    contraindicated = { counter = "contraindicated", say = "A component is not what the policy wants, or its evidence did not verify: attestry show component NAME." }
    log-fault       = { counter = "faults", say = "The log or its bucket is not as it should be: attestry audit." }
    audit-failed    = { counter = "audits-failed", say = "The audit failed or did not end clean: attestry audit, from another machine." }
  }

  # What Eventarc's subscriptions are called, once they are there.
  subscription = { for f, t in google_eventarc_trigger.topic : f => reverse(split("/", t.transport[0].pubsub[0].subscription))[0] }
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

    condition_threshold {
      filter          = local.counter[each.value.counter]
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }
}

# Silence is an alarm, too: rounds every few minutes, an audit a day. There must be functions first.
resource "google_monitoring_alert_policy" "silence" {
  for_each = var.genesis == null ? {} : {
    sweep-late   = { counter = "sweeps", within = var.sweep_late_minutes * 60, seconds = 60, say = "No round has ended: is Cloud Scheduler on, does the sweep function fail?" }
    audit-absent = { counter = "audits", within = 84600, seconds = 7200, say = "No audit has ended clean for a day." }
  }

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

    condition_absent {
      filter = local.counter[each.value.counter]
      # Of 23.5 hours at most; a longer alignment adds to it what a daily audit needs.
      duration = "${each.value.within}s"

      aggregations {
        alignment_period     = "${each.value.seconds}s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }
}

resource "google_monitoring_alert_policy" "commit_lag" {
  for_each = toset([for f in keys(local.deployed) : f if f == "append"])

  project               = var.project
  display_name          = "${var.name}: commit-lag"
  combiner              = "OR"
  notification_channels = local.channels
  user_labels           = var.labels

  documentation {
    content = "A result waits for its commit for more than five minutes: the append function fails, or the bucket does not answer."
  }

  conditions {
    display_name = "Age of the oldest result that is not committed."

    condition_threshold {
      filter          = "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=\"${local.subscription["append"]}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 300
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
      filter          = "metric.type=\"pubsub.googleapis.com/subscription/dead_letter_message_count\" AND resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id=\"${local.subscription[each.key]}\""
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
