# A topic for each thing that starts a function, and one for people.

locals {
  topics = {
    sweep       = "Cloud Scheduler: a round is due."
    audit       = "Cloud Scheduler: an audit is due."
    check       = "Requests for checks."
    append      = "Results that wait for their commit."
    dead-letter = "What check and append could not work off."
    integrity   = "What Google found at the boots of Shielded VMs."
    told        = "For people and their tools: failed checks, gaps, faults of the log."
  }
}

resource "google_pubsub_topic" "this" {
  for_each = local.topics

  name    = "${var.name}-${each.key}"
  project = var.project
  labels  = var.labels

  kms_key_name = google_kms_crypto_key.queue.id

  # Messages stay in the region.
  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }

  # A message can be sent again for a week after a fault, by a seek.
  message_retention_duration = "604800s"

  depends_on = [google_kms_crypto_key_iam_member.queue]
}

# Dead letters. The subscriptions are Eventarc's, which neither names them to Terraform nor has a setting for it: after the apply
# the commands in the output dead_letter_commands find them, name the topic at them and let Pub/Sub take messages from them.

locals {
  dead_lettered = var.genesis == null ? toset([]) : toset(["check", "append"])

  # A function's trigger, by its name alone.
  triggers = { for f, made in google_cloudfunctions2_function.this : f => reverse(split("/", made.event_trigger[0].trigger))[0] }

  # Sets $s to the subscription that Eventarc made for it.
  subscription_of = { for f, t in local.triggers : f => "s=$(gcloud eventarc triggers describe ${t} --project=${var.project} --location=${var.region} --format='value(transport.pubsub.subscription)')" }
}

resource "google_pubsub_topic_iam_member" "dead_letter" {
  project = var.project
  topic   = google_pubsub_topic.this["dead-letter"].name
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}
