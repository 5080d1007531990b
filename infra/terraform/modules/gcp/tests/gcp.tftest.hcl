# What the plan for Google must say. Providers are mocked: nothing is made, no credentials are needed.

mock_provider "google" {
  override_during = plan

  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
  mock_resource "google_cloudfunctions2_function" {
    defaults = { event_trigger = { trigger = "projects/fn-project/locations/europe-west4/triggers/attestry-mocked-123456" } }
  }
  mock_resource "google_monitoring_notification_channel" {
    defaults = { name = "projects/fn-project/notificationChannels/mocked" }
  }

  # What would only be known after the apply, each by itself, so that a wrong one is seen.
  override_resource {
    target = google_service_account.function["sweep"]
    values = { email = "attestry-sweep@fn-project.iam.gserviceaccount.com", unique_id = "101" }
  }
  override_resource {
    target = google_service_account.function["event"]
    values = { email = "attestry-event@fn-project.iam.gserviceaccount.com", unique_id = "102" }
  }
  override_resource {
    target = google_service_account.function["check"]
    values = { email = "attestry-check@fn-project.iam.gserviceaccount.com", unique_id = "103" }
  }
  override_resource {
    target = google_service_account.function["append"]
    values = { email = "attestry-append@fn-project.iam.gserviceaccount.com", unique_id = "104" }
  }
  override_resource {
    target = google_service_account.function["audit"]
    values = { email = "attestry-audit@fn-project.iam.gserviceaccount.com", unique_id = "105" }
  }
  override_resource {
    target = google_service_account.function["dead-letter"]
    values = { email = "attestry-dead-letter@fn-project.iam.gserviceaccount.com", unique_id = "106" }
  }
  override_resource {
    target = google_service_account.trigger
    values = { email = "attestry-trigger@fn-project.iam.gserviceaccount.com" }
  }
  override_resource {
    target = google_service_account.build
    values = { email = "attestry-build@fn-project.iam.gserviceaccount.com" }
  }
  override_resource {
    target = google_pubsub_topic.this["sweep"]
    values = { id = "projects/fn-project/topics/attestry-sweep" }
  }
  override_resource {
    target = google_pubsub_topic.this["audit"]
    values = { id = "projects/fn-project/topics/attestry-audit" }
  }
  override_resource {
    target = google_pubsub_topic.this["check"]
    values = { id = "projects/fn-project/topics/attestry-check" }
  }
  override_resource {
    target = google_pubsub_topic.this["append"]
    values = { id = "projects/fn-project/topics/attestry-append" }
  }
  override_resource {
    target = google_pubsub_topic.this["dead-letter"]
    values = { id = "projects/fn-project/topics/attestry-dead-letter" }
  }
  override_resource {
    target = google_pubsub_topic.this["integrity"]
    values = { id = "projects/fn-project/topics/attestry-integrity" }
  }
  override_resource {
    target = google_pubsub_topic.this["told"]
    values = { id = "projects/fn-project/topics/attestry-told" }
  }
  override_resource {
    target = google_kms_crypto_key.commit
    values = { id = "projects/fn-project/locations/europe-west4/keyRings/attestry/cryptoKeys/attestry-commit" }
  }
  override_resource {
    target = google_kms_crypto_key.pack
    values = { id = "projects/fn-project/locations/europe-west4/keyRings/attestry/cryptoKeys/attestry-pack" }
  }
  override_resource {
    target = google_kms_crypto_key.queue
    values = { id = "projects/fn-project/locations/europe-west4/keyRings/attestry/cryptoKeys/attestry-queue" }
  }
  override_resource {
    target = google_kms_crypto_key_version.commit[0]
    values = { name = "projects/fn-project/locations/europe-west4/keyRings/attestry/cryptoKeys/attestry-commit/cryptoKeyVersions/1" }
  }
  override_resource {
    target = google_kms_crypto_key_version.commit[1]
    values = { name = "projects/fn-project/locations/europe-west4/keyRings/attestry/cryptoKeys/attestry-commit/cryptoKeyVersions/2" }
  }
  override_resource {
    target = google_logging_project_sink.integrity
    values = { writer_identity = "serviceAccount:integrity@mocked.iam.gserviceaccount.com" }
  }
}

variables {
  project = "fn-project"
  region  = "europe-west4"
  origin  = "example.com/flows"
  shard   = 2026
  genesis = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  # Its own entry, and the log of another year, are no other log.
  logs          = { "example.com/flows/2026" = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "example.com/flows/2025" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
  map           = "three-clouds"
  policy        = "three-clouds"
  package       = "tests/package.zip"
  bucket        = { url = "gs://attestry-2026-log-project", mode = "COMPLIANCE" }
  alarm_targets = ["on-call@example.com"]
}

run "what_runs_in_google" {
  command = plan

  # Six functions of one package.
  assert {
    condition     = toset(keys(google_cloudfunctions2_function.this)) == toset(["sweep", "event", "check", "append", "audit", "dead-letter"])
    error_message = "all of them"
  }
  assert {
    condition = alltrue([for f in google_cloudfunctions2_function.this :
    f.build_config[0].source[0].storage_source[0].object == google_storage_bucket_object.package.name])
    error_message = "of the package that was given"
  }
  assert {
    condition     = alltrue([for f in google_cloudfunctions2_function.this : f.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY"])
    error_message = "nobody on the internet reaches them"
  }
  assert {
    condition = alltrue([for name, f in google_cloudfunctions2_function.this :
    f.service_config[0].service_account_email == google_service_account.function[name].email])
    error_message = "each as an account of its own"
  }
  assert {
    condition     = google_cloudfunctions2_function.this["append"].service_config[0].max_instance_count <= 2 && google_cloudfunctions2_function.this["append"].service_config[0].max_instance_request_concurrency > 1
    error_message = "append takes what waits in one commit"
  }

  # Functions know the log.
  assert {
    condition = alltrue([for f in google_cloudfunctions2_function.this : length(setsubtract([
      "ATTESTRY_SHARD", "ATTESTRY_GENESIS", "ATTESTRY_CLOUD", "ATTESTRY_WRITER", "ATTESTRY_MAP", "ATTESTRY_POLICY", "ATTESTRY_BUCKET",
      "ATTESTRY_BUCKET_MODE", "ATTESTRY_COMMIT_KEY", "ATTESTRY_PACK_KEY", "ATTESTRY_CHECK_QUEUE", "ATTESTRY_APPEND_QUEUE",
      "ATTESTRY_OWN_IDENTITIES", "ATTESTRY_TOPIC",
    ], keys(f.service_config[0].environment_variables))) == 0])
    error_message = "what docs/functions.md asks for"
  }
  assert {
    condition     = google_cloudfunctions2_function.this["check"].service_config[0].environment_variables["ATTESTRY_BUCKET_MODE"] == "COMPLIANCE"
    error_message = "the mode of the bucket"
  }
  assert {
    condition     = google_cloudfunctions2_function.this["event"].service_config[0].environment_variables["ATTESTRY_OWN_IDENTITIES"] == google_service_account.function["check"].email
    error_message = "who sets metadata is who events must not answer"
  }

  # Everything is started by what starts it.
  assert {
    condition = { for f, made in google_cloudfunctions2_function.this : f => made.event_trigger[0].pubsub_topic } == {
      sweep       = google_pubsub_topic.this["sweep"].id
      event       = google_pubsub_topic.this["integrity"].id
      check       = google_pubsub_topic.this["check"].id
      append      = google_pubsub_topic.this["append"].id
      audit       = google_pubsub_topic.this["audit"].id
      dead-letter = google_pubsub_topic.this["dead-letter"].id
    }
    error_message = "each topic starts its function, by the function's own trigger: without one it would be made for HTTP, and not start"
  }
  assert {
    condition     = alltrue([for f in google_cloudfunctions2_function.this : f.event_trigger[0].retry_policy == "RETRY_POLICY_RETRY"])
    error_message = "a message that fails comes again"
  }
  assert {
    condition     = alltrue([for j in ["sweep", "audit"] : google_cloud_scheduler_job.this[j].pubsub_target[0].topic_name == google_pubsub_topic.this[j].id])
    error_message = "the schedule publishes to the topics of sweep and audit"
  }
  assert {
    condition = alltrue([for m, t in google_eventarc_trigger.method :
      t.destination[0].cloud_run_service[0].service == google_cloudfunctions2_function.this["event"].name
    && contains([for c in t.matching_criteria : c.value], m)])
    error_message = "each method starts event"
  }
  assert {
    condition = alltrue(concat(
      [for t in google_eventarc_trigger.method : t.service_account == google_service_account.trigger.email],
      [for f in google_cloudfunctions2_function.this : f.event_trigger[0].service_account_email == google_service_account.trigger.email],
    ))
    error_message = "as the one account that may call functions"
  }

  # No right on machines of nobody.
  assert {
    condition     = alltrue([for g in values(output.granted) : !startswith(g.on, "machines") && !startswith(g.on, "projects of")])
    error_message = "no project of machines, no right"
  }

  # Keys stay and rotate.
  assert {
    condition     = google_kms_crypto_key.commit.purpose == "ASYMMETRIC_SIGN" && google_kms_crypto_key.commit.version_template[0].algorithm == "EC_SIGN_P256_SHA256"
    error_message = "P-256 signs commits"
  }
  assert {
    condition     = google_kms_crypto_key.pack.rotation_period == "7776000s" && google_kms_crypto_key.queue.rotation_period == "7776000s"
    error_message = "both symmetric keys rotate every 90 days"
  }
  assert {
    condition     = alltrue([for k in [google_kms_crypto_key.commit, google_kms_crypto_key.pack, google_kms_crypto_key.queue] : k.destroy_scheduled_duration == "10368000s"])
    error_message = "a destroyed key can be had back for 120 days"
  }
  assert {
    condition     = alltrue([for t in google_pubsub_topic.this : t.kms_key_name == google_kms_crypto_key.queue.id])
    error_message = "queues are encrypted under it"
  }
  assert {
    condition     = alltrue([for t in google_pubsub_topic.this : t.message_storage_policy[0].allowed_persistence_regions == toset(["europe-west4"])])
    error_message = "messages stay in the region"
  }

  # What nobody works off goes to the dead letters.
  assert {
    condition     = google_pubsub_topic_iam_member.dead_letter.topic == google_pubsub_topic.this["dead-letter"].name && endswith(google_pubsub_topic_iam_member.dead_letter.member, "@gcp-sa-pubsub.iam.gserviceaccount.com")
    error_message = "Pub/Sub may publish to the topic"
  }
  assert {
    condition = length(output.dead_letter_commands) == 3 && alltrue([for c in slice(output.dead_letter_commands, 0, 2) :
      strcontains(c, "--dead-letter-topic=${google_pubsub_topic.this["dead-letter"].id}")
      && strcontains(c, "gcloud eventarc triggers describe attestry-mocked-123456 ")
    && strcontains(c, "--member=${google_pubsub_topic_iam_member.dead_letter.member} --role=roles/pubsub.subscriber")])
    error_message = "the commands find the subscription, name the topic, and let Pub/Sub take messages"
  }
  assert {
    condition     = alltrue([for c in output.dead_letter_commands : endswith(c, " --message-retention-duration=7d")])
    error_message = "what nobody could work off yet is kept for a week"
  }

  # Alarms.
  assert {
    condition     = toset(keys(google_monitoring_alert_policy.at_once)) == toset(["gap", "contraindicated", "log-fault", "audit-failed"])
    error_message = "what sounds at the first one"
  }
  assert {
    condition     = toset(keys(google_monitoring_alert_policy.silence)) == toset(["sweep-late", "audit-absent"]) && keys(google_monitoring_alert_policy.never) == keys(google_monitoring_alert_policy.silence)
    error_message = "what sounds at silence, and where there never was a sound"
  }
  assert {
    condition = alltrue([for k, a in google_monitoring_alert_policy.silence :
      a.conditions[0].condition_threshold[0].evaluation_missing_data == "EVALUATION_MISSING_DATA_ACTIVE"
      && tonumber(trimsuffix(a.conditions[0].condition_threshold[0].duration, "s")) >= 60
      && tonumber(trimsuffix(a.conditions[0].condition_threshold[0].aggregations[0].alignment_period, "s")) % 60 == 0
      && tonumber(trimsuffix(a.conditions[0].condition_threshold[0].aggregations[0].alignment_period, "s")) >= 60
      && tonumber(trimsuffix(a.conditions[0].condition_threshold[0].aggregations[0].alignment_period, "s"))
    + tonumber(trimsuffix(a.conditions[0].condition_threshold[0].duration, "s")) <= 90000])
    error_message = "Google takes missing data for an alarm from a minute on only, and looks back for 25 hours at most"
  }
  assert {
    condition = alltrue([for a in google_monitoring_alert_policy.never :
      tonumber(trimsuffix(a.conditions[0].condition_prometheus_query_language[0].duration, "s")) <= 84600
      && tonumber(regex("[[]([0-9]+)m[]]", a.conditions[0].condition_prometheus_query_language[0].query)[0]) * 60
    + tonumber(trimsuffix(a.conditions[0].condition_prometheus_query_language[0].duration, "s")) <= 90000])
    error_message = "it waits for 23 and a half hours at most, and looks back for 25"
  }
  assert {
    condition = (tonumber(regex("[[]([0-9]+)m[]]", google_monitoring_alert_policy.never["audit-absent"].conditions[0].condition_prometheus_query_language[0].query)[0]) * 60
    + tonumber(trimsuffix(google_monitoring_alert_policy.never["audit-absent"].conditions[0].condition_prometheus_query_language[0].duration, "s")) > 86400)
    error_message = "between two audits of a day nothing is counted, and nothing rings"
  }
  assert {
    condition = alltrue([for k, a in google_monitoring_alert_policy.never :
    strcontains(a.conditions[0].condition_prometheus_query_language[0].query, "service_name=\"attestry-${ { sweep-late = "sweep", audit-absent = "audit" }[k]}\"")])
    error_message = "of the function that must run"
  }
  assert {
    condition     = endswith(google_monitoring_alert_policy.lag["append"].conditions[0].condition_threshold[0].filter, "starts_with(\"eventarc-europe-west4-attestry-mocked-123456-sub-\")")
    error_message = "the subscription of the trigger, whose last digits Google adds"
  }
  assert {
    condition     = toset(keys(google_monitoring_alert_policy.dead_letters)) == toset(["check", "append"]) && toset(keys(google_monitoring_alert_policy.lag)) == toset(["append", "check"])
    error_message = "dead letters and commit lag"
  }
  assert {
    condition = alltrue([for a in concat(values(google_monitoring_alert_policy.at_once), values(google_monitoring_alert_policy.silence),
    values(google_monitoring_alert_policy.never), values(google_monitoring_alert_policy.lag), values(google_monitoring_alert_policy.dead_letters)) : length(a.notification_channels) == 1])
    error_message = "each reaches somebody"
  }
  assert {
    condition = alltrue([for a in google_monitoring_alert_policy.at_once :
    anytrue([for m in google_logging_metric.counted : a.conditions[0].condition_matched_log[0].filter == m.filter]) && a.alert_strategy[0].notification_rate_limit[0].period != ""])
    error_message = "each by the lines of a counter that there is; Google refuses one without a limit of its rate"
  }
  assert {
    condition     = google_logging_project_bucket_config.functions.retention_days == 400
    error_message = "logs are kept"
  }
}

run "a_bucket_of_aws" {
  command = plan

  variables {
    bucket = {
      url  = "s3://attestry-2026"
      mode = "COMPLIANCE"
      environment = {
        AWS_REGION               = "eu-central-1"
        AWS_ROLE_ARN             = "arn:aws:iam::123456789012:role/attestry-from-gcp"
        ATTESTRY_BUCKET_AUDIENCE = "sts.amazonaws.com"
      }
    }
  }

  assert {
    condition     = google_cloudfunctions2_function.this["append"].service_config[0].environment_variables["AWS_ROLE_ARN"] == "arn:aws:iam::123456789012:role/attestry-from-gcp"
    error_message = "functions are told by which role"
  }
}

run "all_that_is_declared_is_granted_and_nothing_else" {
  command = plan

  variables {
    machine_projects = ["machines-a"]
    ask_guests       = true
  }

  assert {
    condition = toset(flatten([for g in values(output.granted) : g.actions])) == toset(flatten([
    for s in jsondecode(file("permissions.json")).statements : s.actions if s.resource != "bucket"]))
    error_message = "the permissions of the package"
  }
  assert {
    condition = alltrue([for s in jsondecode(file("permissions.json")).statements : alltrue([for f in s.functions :
      anytrue([for at, g in output.granted : startswith(at, "${f}/") && g.on == s.resource && toset(g.actions) == toset(s.actions)])
    ]) if !contains(["bucket", "own service", "project"], s.resource)])
    error_message = "to each function that wants it"
  }
  assert {
    condition     = length(google_project_iam_member.declared) + length(google_kms_crypto_key_iam_member.declared) + length(google_pubsub_topic_iam_member.declared) + length(google_cloud_run_v2_service_iam_member.declared) == length(output.granted)
    error_message = "each by one binding"
  }
  assert {
    condition     = google_project_iam_member.declared["check/machines_4bf0e6/machines-a"].role == "projects/machines-a/roles/attestry_machines_4bf0e6"
    error_message = "by a role of the project where it counts"
  }
  assert {
    condition     = toset([for m in google_cloud_run_v2_service_iam_member.declared : m.member]) == toset(["serviceAccount:${google_service_account.trigger.email}"])
    error_message = "functions are called by the triggers only"
  }
  assert {
    condition     = alltrue([for at, m in google_project_iam_member.declared : m.project == "machines-a" || startswith(at, "trigger/")])
    error_message = "rights on machines are rights on their projects"
  }
  assert {
    condition = alltrue([for r in google_project_iam_custom_role.declared :
    length(r.description) > 10 && length(r.description) <= 256 && alltrue([for p in r.permissions : !strcontains(p, "*")])])
    error_message = "each with its reason, none with a pattern"
  }
}

run "metadata_is_set_only_where_it_is_asked_for" {
  command = plan

  variables {
    machine_projects = ["machines-a"]
  }

  assert {
    condition     = !contains(flatten([for g in values(output.granted) : g.actions]), "compute.instances.setMetadata")
    error_message = "who may set metadata may run anything on a machine"
  }
  assert {
    condition     = contains(flatten([for g in values(output.granted) : g.actions]), "compute.instances.get")
    error_message = "what only reads is granted"
  }
}

run "a_second_version_of_the_commit_key" {
  command = plan

  variables {
    commit_key_versions = 2
    commit_key_version  = 2
  }

  assert {
    condition     = length(google_kms_crypto_key_version.commit) == 2 && output.commit_key == google_kms_crypto_key_version.commit[1].name
    error_message = "functions sign with the second"
  }
}

run "the_first_apply_makes_keys_and_no_functions" {
  command = plan

  variables {
    genesis = null
    logs    = {}
  }

  assert {
    condition     = length(google_cloudfunctions2_function.this) + length(google_eventarc_trigger.method) + length(google_monitoring_alert_policy.silence) + length(google_monitoring_alert_policy.never) == 0
    error_message = "there is no log yet"
  }
  assert {
    condition     = length(google_kms_crypto_key_version.commit) == 1 && length(output.writers) == 6
    error_message = "the genesis needs the key, the bucket the accounts"
  }
}

# What is refused, each with a sentence that says what to do. A run fails where one of them is not.

run "bad_values" {
  command = plan
  expect_failures = [var.origin, var.name, var.project, var.region, var.shard, var.genesis, var.writer, var.map, var.policy, var.package, var.bucket,
    var.runtime, var.schedule, var.sweep_late_minutes, var.audit_schedule, var.commit_key_versions, var.protection_level,
    var.pack_key_rotation_days, var.machine_projects, var.event_methods, var.settings, var.log_retention_days, var.alarm_targets,
  ]

  variables {
    # An origin that no log can have.
    origin = "our log"
    name   = "Attestry"
    # The number of a project.
    project = "123456789012"
    # A region without functions.
    region = "eu-central-1"
    # No year.
    shard = 26
    # A genesis that is no hash.
    genesis = "2026"
    writer  = "a writer"
    map     = ""
    policy  = ""
    # A package that is not there.
    package = "tests/nowhere.zip"
    # A bucket of Azure.
    bucket                 = { url = "az://account/container", mode = "COMPLIANCE" }
    runtime                = "java17"
    sweep_late_minutes     = 1
    commit_key_versions    = 0
    protection_level       = "PAPER"
    pack_key_rotation_days = 0
    machine_projects       = ["My project"]
    log_retention_days     = 0
    # What the module sets itself.
    settings = { ATTESTRY_BUCKET = "gs://another" }
    # An alarm that nobody gets.
    alarm_targets = []
    # Schedules of other clouds.
    schedule       = "rate(5 minutes)"
    audit_schedule = "daily"
    # Eventarc knows no patterns.
    event_methods = ["v1.compute.instances.*"]
  }
}

run "other_bad_values" {
  command         = plan
  expect_failures = [var.logs, var.name, var.commit_key_version, var.bucket, var.sweep_late_minutes, var.log_retention_days, var.pack_key_rotation_days]

  variables {
    # An origin that exists already: there is a log of this name and year, with another genesis.
    logs = { "example.com/flows/2026" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
    # A name of Google's.
    name = "my-google-log"
    # A key version that is not there.
    commit_key_version = 2
    # A bucket of AWS without its role.
    bucket = { url = "s3://attestry-2026", mode = "COMPLIANCE" }
    # More than Google waits for, or keeps.
    sweep_late_minutes     = 1441
    log_retention_days     = 3651
    pack_key_rotation_days = 366
  }
}

run "more_bad_values" {
  command         = plan
  expect_failures = [var.logs, var.bucket, var.commit_key_version]

  variables {
    # An origin that exists already, of which the first apply would make a second.
    genesis = null
    logs    = { "example.com/flows/2026" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
    # A bucket in no mode.
    bucket = { url = "gs://attestry-2026", mode = "locked" }
    # Between two versions.
    commit_key_versions = 2
    commit_key_version  = 1.5
  }
}

run "still_more_bad_values" {
  command         = plan
  expect_failures = [var.logs]

  variables {
    # What is no hash.
    logs = { "example.com/flows/2025" = "2025" }
  }
}

# A bucket that counts from creation on would keep its first objects for too short a time.
run "a_log_of_a_year_too_far_ahead" {
  command         = plan
  expect_failures = [google_kms_crypto_key.commit]

  variables {
    shard   = 2190
    genesis = null
    bucket  = { url = "gs://attestry-2026-log-project", mode = "COMPLIANCE", days = 2654 }
  }
}

run "a_log_of_this_year_in_a_bucket_that_keeps_long_enough" {
  command = plan

  variables {
    shard   = tonumber(formatdate("YYYY", timestamp()))
    genesis = null
    logs    = {}
    bucket  = { url = "gs://attestry-2026-log-project", mode = "COMPLIANCE", days = 2654 }
  }

  assert {
    condition     = google_kms_crypto_key.commit.name == "attestry-commit"
    error_message = "the key of the log is made"
  }
}
