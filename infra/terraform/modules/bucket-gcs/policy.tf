# Who may do what with the bucket. The policy is the whole one: what it does not name is not granted here, and what somebody adds
# by hand is a difference in the next plan. Rights on the project come on top of it, which only a deny policy takes away again.

locals {
  # What a function needs of the bucket, from the list that the package for Google declares.
  declared = jsondecode(file("${path.module}/../gcp/permissions.json"))
  writing  = [for s in local.declared.statements : s if s.resource == "bucket"]

  writer_actions = sort(distinct(flatten([for s in local.writing : s.actions])))
}

resource "google_project_iam_custom_role" "writer" {
  project     = var.project
  role_id     = "${replace(var.name, "-", "_")}_log_writer_${var.first_shard}"
  title       = "Attestry: writes the log"
  description = "Creates and reads objects, and reads how the bucket is set up. Never deletes, overwrites or shortens."
  permissions = local.writer_actions

  depends_on = [google_project_service.needed]
}

resource "google_project_iam_custom_role" "reader" {
  project     = var.project
  role_id     = "${replace(var.name, "-", "_")}_log_reader_${var.first_shard}"
  title       = "Attestry: audits the log"
  description = "Reads and lists objects and their generations: what attestry audit needs."
  permissions = ["storage.objects.get", "storage.objects.list"]

  depends_on = [google_project_service.needed]
}

# roles/storage.admin would let them create objects, too.
resource "google_project_iam_custom_role" "keeper" {
  project     = var.project
  role_id     = "${replace(var.name, "-", "_")}_log_keeper_${var.first_shard}"
  title       = "Attestry: changes how the log's bucket is set up"
  description = "Settings and policy of the bucket, and reading what it holds. Never writes objects."
  permissions = ["storage.buckets.delete", "storage.buckets.get", "storage.buckets.getIamPolicy", "storage.buckets.setIamPolicy", "storage.buckets.update",
  "storage.objects.get", "storage.objects.list"]

  depends_on = [google_project_service.needed]
}

locals {
  keeper = "projects/${var.project}/roles/${google_project_iam_custom_role.keeper.role_id}"
}

resource "google_storage_bucket_iam_policy" "log" {
  bucket = google_storage_bucket.log.name

  policy_data = jsonencode({
    bindings = concat(
      [
        # The functions, and nobody else, create objects.
        { role = "projects/${var.project}/roles/${google_project_iam_custom_role.writer.role_id}", members = sort(distinct(var.writers)) },
        # Settings and policy, and no objects. The lock binds them, too: it takes no shortening and no delete from anybody.
        { role = local.keeper, members = sort(distinct(var.break_glass)) },
      ],
      # Auditors, where there are any: Google takes no binding without members.
      length(var.readers) == 0 ? [] : [
        { role = "projects/${var.project}/roles/${google_project_iam_custom_role.reader.role_id}", members = sort(distinct(var.readers)) },
      ],
    )
  })
}

locals {
  # As a deny policy names them.
  exempt = [for b in var.break_glass : join("", [
    { user = "principal://goog/subject/", group = "principalSet://goog/group/", serviceAccount = "principal://iam.googleapis.com/projects/-/serviceAccounts/" }[split(":", b)[0]],
    split(":", b)[1],
  ])]

  # For the whole project, so that its owners are held by it, too. gcloud attaches it: the README has the command.
  deny_policy = {
    displayName = "${var.name}: nobody deletes or opens the log"
    rules = [
      {
        description = "Nobody deletes objects: the log has nothing to delete."
        denyRule = {
          deniedPrincipals  = ["principalSet://goog/public:all"]
          deniedPermissions = ["storage.googleapis.com/objects.delete"]
        }
      },
      {
        description = "Settings, policy and unlocked retentions change by break-glass only."
        denyRule = {
          deniedPrincipals    = ["principalSet://goog/public:all"]
          exceptionPrincipals = local.exempt
          deniedPermissions = [
            "storage.googleapis.com/buckets.delete",
            "storage.googleapis.com/buckets.setIamPolicy",
            "storage.googleapis.com/buckets.update",
            "storage.googleapis.com/objects.overrideUnlockedRetention",
          ]
        }
      },
    ]
  }
}
