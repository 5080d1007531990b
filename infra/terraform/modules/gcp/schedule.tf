# What starts rounds and audits. The function takes the time of the round from the message, so it holds nothing.

resource "google_cloud_scheduler_job" "this" {
  for_each = {
    sweep = var.schedule
    audit = var.audit_schedule
  }

  name        = "${var.name}-${each.key}"
  project     = var.project
  region      = var.region
  description = local.topics[each.key]
  schedule    = each.value
  time_zone   = "Etc/UTC"

  pubsub_target {
    topic_name = google_pubsub_topic.this[each.key].id
    data       = base64encode("{}")
  }

  retry_config {
    retry_count = 3
  }

  depends_on = [google_project_service.needed]
}
