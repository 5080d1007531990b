# The six functions, of one package. Each runs as an account of its own.

locals {
  # For throughput, never for safety: any number of instances writes one right log. check is many machines side by side; append
  # takes what waits in one commit, so one or two instances with many calls at once.
  functions = {
    sweep       = { handler = "SweepHandler", memory = "1Gi", timeout = 300, instances = 1, calls = 1 }
    event       = { handler = "EventHandler", memory = "1Gi", timeout = 120, instances = 5, calls = 1 }
    check       = { handler = "CheckHandler", memory = "1Gi", timeout = 300, instances = 20, calls = 1 }
    append      = { handler = "AppendHandler", memory = "2Gi", timeout = 300, instances = 2, calls = 80 }
    audit       = { handler = "AuditHandler", memory = "4Gi", timeout = 540, instances = 1, calls = 1 }
    dead-letter = { handler = "DeadLetterHandler", memory = "1Gi", timeout = 120, instances = 1, calls = 1 }
  }

  deployed = { for name, f in local.functions : name => f if var.genesis != null }

  environment = merge(
    var.settings,
    {
      ATTESTRY_SHARD          = var.shard
      ATTESTRY_GENESIS        = var.genesis
      ATTESTRY_CLOUD          = "gcp"
      ATTESTRY_WRITER         = var.writer
      ATTESTRY_MAP            = var.map
      ATTESTRY_POLICY         = var.policy
      ATTESTRY_BUCKET         = var.bucket.url
      ATTESTRY_BUCKET_MODE    = var.bucket.mode
      ATTESTRY_COMMIT_KEY     = google_kms_crypto_key_version.commit[var.commit_key_version - 1].name
      ATTESTRY_PACK_KEY       = google_kms_crypto_key.pack.id
      ATTESTRY_CHECK_QUEUE    = google_pubsub_topic.this["check"].id
      ATTESTRY_APPEND_QUEUE   = google_pubsub_topic.this["append"].id
      ATTESTRY_TOPIC          = google_pubsub_topic.this["told"].id
      ATTESTRY_PROJECT        = concat(var.machine_projects, [var.project])[0]
      ATTESTRY_OWN_IDENTITIES = google_service_account.function["check"].email
    },
    var.plans ? {} : { ATTESTRY_PLANS = "no" },
    var.bucket.environment,
  )
}

resource "google_storage_bucket" "packages" {
  name     = "${var.name}-packages-${var.project}"
  project  = var.project
  location = var.region
  labels   = var.labels

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  # The package that ran is still there when a new one has come.
  versioning {
    enabled = true
  }

  force_destroy = false

  depends_on = [google_project_service.needed]
}

resource "google_storage_bucket_object" "package" {
  # Named by its hash: another package is another object, and a new deployment.
  name   = "${fileexists(var.package) ? filesha256(var.package) : "missing"}.zip"
  bucket = google_storage_bucket.packages.name
  source = var.package
}

resource "google_cloudfunctions2_function" "this" {
  for_each = local.deployed

  name        = "${var.name}-${each.key}"
  project     = var.project
  location    = var.region
  description = "Attestry: ${each.key}"
  labels      = var.labels

  build_config {
    runtime         = var.runtime
    entry_point     = "dev.attestry.gcp.functions.${each.value.handler}"
    service_account = google_service_account.build.name

    source {
      storage_source {
        bucket = google_storage_bucket.packages.name
        object = google_storage_bucket_object.package.name
      }
    }
  }

  service_config {
    service_account_email            = google_service_account.function[each.key].email
    environment_variables            = local.environment
    available_memory                 = each.value.memory
    available_cpu                    = "1"
    timeout_seconds                  = each.value.timeout
    max_instance_count               = each.value.instances
    max_instance_request_concurrency = each.value.calls
    # Eventarc of this project reaches it, nobody on the internet.
    ingress_settings               = "ALLOW_INTERNAL_ONLY"
    all_traffic_on_latest_revision = true
  }

  # A message that fails comes again; without it each is taken as worked off.
  event_trigger {
    trigger_region        = var.region
    event_type            = "google.cloud.pubsub.topic.v1.messagePublished"
    pubsub_topic          = google_pubsub_topic.this[local.started_by[each.key]].id
    service_account_email = google_service_account.trigger.email
    retry_policy          = "RETRY_POLICY_RETRY"
  }

  depends_on = [google_project_iam_member.build, google_storage_bucket_iam_member.build]
}
