# What the project must have switched on. A destroy leaves it on: others may use it.
resource "google_project_service" "needed" {
  for_each = toset(["iam.googleapis.com", "logging.googleapis.com", "storage.googleapis.com"])

  project            = var.project
  service            = each.value
  disable_on_destroy = false
}
