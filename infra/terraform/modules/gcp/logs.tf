# What functions print, kept for a time of its own. Lines are JSON without evidence, challenges or persons.

locals {
  of_functions = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=~\"^${var.name}-(${join("|", keys(local.functions))})$\""
}

resource "google_logging_project_bucket_config" "functions" {
  project        = var.project
  location       = var.region
  bucket_id      = var.name
  description    = "What the functions of Attestry print."
  retention_days = var.log_retention_days
}

resource "google_logging_project_sink" "functions" {
  name        = "${var.name}-functions"
  project     = var.project
  description = "What the functions of Attestry print."
  destination = "logging.googleapis.com/projects/${var.project}/locations/${var.region}/buckets/${google_logging_project_bucket_config.functions.bucket_id}"
  filter      = local.of_functions

  unique_writer_identity = true
}

# Counted from these lines, for the dashboard; alarms go by the same filters. docs/events.md says what is told, and that each is a
# line first.

locals {
  counted = {
    sweeps          = { what = "Rounds that ended.", filter = "jsonPayload.function=\"sweep\" AND jsonPayload.level=\"info\"" }
    gaps            = { what = "Planned checks without an answer.", filter = "jsonPayload.told=\"gap\"" }
    contraindicated = { what = "Components that are not what the policy wants, and evidence that was refuted.", filter = "jsonPayload.told=(\"check.failed\" OR \"evidence.refuted\")" }
    faults          = { what = "Faults of the log and of its bucket.", filter = "jsonPayload.told=\"log.fault\" OR jsonPayload.function=\"store\"" }
    audits          = { what = "Audits that ended clean.", filter = "jsonPayload.function=\"audit\" AND jsonPayload.conclusion=(\"clean\" OR \"known\")" }
    audits-failed   = { what = "Audits that failed, or ended otherwise than clean.", filter = "jsonPayload.function=\"audit\" AND (jsonPayload.level=\"error\" OR (jsonPayload.conclusion:* AND NOT jsonPayload.conclusion=(\"clean\" OR \"known\")))" }
    errors          = { what = "Messages that were not worked off at the first attempt.", filter = "jsonPayload.level=\"error\"" }
  }
}

resource "google_logging_metric" "counted" {
  for_each = local.counted

  name        = "${var.name}-${each.key}"
  project     = var.project
  description = each.value.what
  filter      = "${local.of_functions} AND (${each.value.filter})"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }
}
