# Who runs, and what each may do: nothing but what the package declares, statement by statement.

resource "google_service_account" "function" {
  for_each = local.functions

  account_id   = "${var.name}-${each.key}"
  project      = var.project
  display_name = "Attestry: ${each.key}"
}

# As whom Eventarc calls the functions. Nobody else may: each takes what it is sent for a message of its topic.
resource "google_service_account" "trigger" {
  account_id   = "${var.name}-trigger"
  project      = var.project
  display_name = "Attestry: calls the functions"
}

# As whom Cloud Build makes the functions out of the package.
resource "google_service_account" "build" {
  account_id   = "${var.name}-build"
  project      = var.project
  display_name = "Attestry: builds the functions"
}

resource "google_project_iam_member" "build" {
  for_each = {
    # Says what the build did.
    "roles/logging.logWriter" = null
    # Keeps the image that it built.
    "roles/artifactregistry.writer" = null
    # Reads the source from where Cloud Functions put it, and no other bucket: the log may be in the same project.
    "roles/storage.objectViewer" = "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-${data.google_project.this.number}-\")"
  }

  project = var.project
  role    = each.key
  member  = "serviceAccount:${google_service_account.build.email}"

  dynamic "condition" {
    for_each = each.value == null ? [] : [each.value]
    content {
      title      = "sources of functions only"
      expression = condition.value
    }
  }
}

resource "google_storage_bucket_iam_member" "build" {
  bucket = google_storage_bucket.packages.name
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.build.email}"
}

locals {
  declared = jsondecode(file("${path.module}/permissions.json"))

  # The statement that lets who holds it run anything in a machine is left out unless asked for.
  statements = {
    for s in local.declared.statements :
    "${replace(replace(s.resource, " ", "_"), "-", "_")}_${substr(sha1(join(" ", s.actions)), 0, 6)}" => s
    if var.ask_guests || !contains(s.actions, "compute.instances.setMetadata")
  }

  # What the resources of the declaration are here. One that is missing fails the plan.
  targets = {
    "bucket"               = {} # Granted with the bucket, by the module that made it.
    "commit-key"           = { commit = { kind = "key", id = google_kms_crypto_key.commit.id } }
    "pack-key"             = { pack = { kind = "key", id = google_kms_crypto_key.pack.id } }
    "check-queue"          = { check = { kind = "topic", id = google_pubsub_topic.this["check"].name } }
    "append-queue"         = { append = { kind = "topic", id = google_pubsub_topic.this["append"].name } }
    "topic"                = { told = { kind = "topic", id = google_pubsub_topic.this["told"].name } }
    "machines"             = { for p in var.machine_projects : p => { kind = "project", id = p } }
    "projects of machines" = { for p in var.machine_projects : p => { kind = "project", id = p } }
    "project"              = { (var.project) = { kind = "project", id = var.project } }
    "own service"          = { for f in keys(local.deployed) : f => { kind = "service", id = google_cloudfunctions2_function.this[f].name } }
  }

  # These two the account of the triggers holds in the functions' place.
  held_by_trigger = ["own service", "project"]

  granted = merge(flatten([
    for key, s in local.statements : [
      for f in contains(local.held_by_trigger, s.resource) ? ["trigger"] : s.functions : {
        for at, target in local.targets[s.resource] : "${f}/${key}/${at}" => {
          function = f
          role     = "${target.kind == "project" ? target.id : var.project}/${key}"
          kind     = target.kind
          id       = target.id
          resource = s.resource
          actions  = s.actions
          reason   = s.reason
        }
      }
    ]
  ])...)

  # A role of a project counts in that project only.
  roles = {
    for g in values(local.granted) : g.role => {
      project = split("/", g.role)[0]
      key     = split("/", g.role)[1]
      actions = g.actions
      reason  = g.reason
    }...
  }

  members = merge(
    { for f, account in google_service_account.function : f => "serviceAccount:${account.email}" },
    { trigger = "serviceAccount:${google_service_account.trigger.email}" },
  )
}

resource "google_project_iam_custom_role" "declared" {
  for_each = local.roles

  project     = each.value[0].project
  role_id     = "${replace(var.name, "-", "_")}_${each.value[0].key}"
  title       = "Attestry: ${each.value[0].key}"
  description = substr(each.value[0].reason, 0, 256)
  permissions = each.value[0].actions
}

locals {
  # Written out as Google composes it, so that a plan shows it.
  role_names = { for at, r in google_project_iam_custom_role.declared : at => "projects/${r.project}/roles/${r.role_id}" }
}

resource "google_kms_crypto_key_iam_member" "declared" {
  for_each = { for at, g in local.granted : at => g if g.kind == "key" }

  crypto_key_id = each.value.id
  role          = local.role_names[each.value.role]
  member        = local.members[each.value.function]
}

resource "google_pubsub_topic_iam_member" "declared" {
  for_each = { for at, g in local.granted : at => g if g.kind == "topic" }

  project = var.project
  topic   = each.value.id
  role    = local.role_names[each.value.role]
  member  = local.members[each.value.function]
}

resource "google_project_iam_member" "declared" {
  for_each = { for at, g in local.granted : at => g if g.kind == "project" }

  project = each.value.id
  role    = local.role_names[each.value.role]
  member  = local.members[each.value.function]
}

resource "google_cloud_run_v2_service_iam_member" "declared" {
  for_each = { for at, g in local.granted : at => g if g.kind == "service" }

  project  = var.project
  location = var.region
  name     = each.value.id
  role     = local.role_names[each.value.role]
  member   = local.members[each.value.function]
}
