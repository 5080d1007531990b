# What starts the functions. Only Eventarc does: what it sends is a CloudEvent, as the runtime of the functions takes it. The topic's
# trigger is the function's own (functions.tf): a function without one is made for plain HTTP and does not start.

locals {
  # Function to the topic that starts it.
  started_by = {
    sweep       = "sweep"
    audit       = "audit"
    check       = "check"
    append      = "append"
    dead-letter = "dead-letter"
    event       = "integrity"
  }
}

# What is done with machines, by the audit log: one trigger for each method, since Eventarc matches whole names only. In all
# regions, so at no place of its own.
resource "google_eventarc_trigger" "method" {
  for_each = var.genesis == null ? toset([]) : toset(var.event_methods)

  name            = substr(lower("${var.name}-${replace(replace(each.value, ".compute", ""), ".", "-")}"), 0, 63)
  project         = var.project
  location        = "global"
  labels          = var.labels
  service_account = google_service_account.trigger.email

  matching_criteria {
    attribute = "type"
    value     = "google.cloud.audit.log.v1.written"
  }
  matching_criteria {
    attribute = "serviceName"
    value     = "compute.googleapis.com"
  }
  matching_criteria {
    attribute = "methodName"
    value     = each.value
  }

  destination {
    cloud_run_service {
      service = google_cloudfunctions2_function.this["event"].name
      region  = var.region
    }
  }

  depends_on = [google_cloud_run_v2_service_iam_member.declared, google_project_iam_member.declared]
}

# The integrity log is no audit log: a sink brings it to a topic.
resource "google_logging_project_sink" "integrity" {
  name        = "${var.name}-integrity"
  project     = var.project
  description = local.topics["integrity"]
  destination = "pubsub.googleapis.com/${google_pubsub_topic.this["integrity"].id}"
  filter      = "logName=\"projects/${var.project}/logs/compute.googleapis.com%2Fshielded_vm_integrity\""

  unique_writer_identity = true
}

resource "google_pubsub_topic_iam_member" "integrity" {
  project = var.project
  topic   = google_pubsub_topic.this["integrity"].name
  role    = "roles/pubsub.publisher"
  member  = google_logging_project_sink.integrity.writer_identity
}
