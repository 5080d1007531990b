# Into Google: one account that writes, which each role of the functions in AWS may be. The pool lets in what the issuer says of
# these roles to this audience; only these subjects may be the account, never all of the pool.

locals {
  into_gcp = var.to == "gcp"

  pool = "${var.name}-aws"
  # Of four letters at least.
  in_pool  = "aws-roles"
  provider = local.into_gcp ? "//iam.googleapis.com/projects/${data.google_project.bucket[0].number}/locations/global/workloadIdentityPools/${local.pool}/providers/${local.in_pool}" : ""
}

data "google_project" "bucket" {
  count = local.into_gcp ? 1 : 0

  project_id = var.gcp_bucket.project
}

# What exchanging a token for an account's takes. A destroy leaves it on: others may use it.
resource "google_project_service" "needed" {
  for_each = toset(local.into_gcp ? ["iam.googleapis.com", "iamcredentials.googleapis.com", "sts.googleapis.com"] : [])

  project            = var.gcp_bucket.project
  service            = each.value
  disable_on_destroy = false
}

resource "google_service_account" "writer" {
  count = local.into_gcp ? 1 : 0

  account_id   = "${var.name}-from-aws"
  project      = var.gcp_bucket.project
  display_name = "Attestry: functions in AWS write the log"

  depends_on = [google_project_service.needed]
}

resource "google_iam_workload_identity_pool" "aws" {
  count = local.into_gcp ? 1 : 0

  workload_identity_pool_id = local.pool
  project                   = var.gcp_bucket.project
  display_name              = "Attestry in AWS"

  depends_on = [google_project_service.needed]
}

resource "google_iam_workload_identity_pool_provider" "aws" {
  count = local.into_gcp ? 1 : 0

  workload_identity_pool_id          = google_iam_workload_identity_pool.aws[0].workload_identity_pool_id
  workload_identity_pool_provider_id = local.in_pool
  project                            = var.gcp_bucket.project

  attribute_mapping = { "google.subject" = "assertion.sub" }

  # Any role of the account has a token of this issuer.
  attribute_condition = "assertion.sub in [${join(", ", [for r in sort(values(var.from_aws.roles)) : "'${r}'"])}]"

  oidc {
    issuer_uri        = var.from_aws.issuer
    allowed_audiences = [local.provider]
  }
}

resource "google_service_account_iam_member" "writer" {
  for_each = local.into_gcp ? var.from_aws.roles : {}

  service_account_id = google_service_account.writer[0].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principal://iam.googleapis.com/projects/${data.google_project.bucket[0].number}/locations/global/workloadIdentityPools/${local.pool}/subject/${each.value}"

  depends_on = [google_iam_workload_identity_pool_provider.aws]
}
