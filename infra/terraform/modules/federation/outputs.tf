output "writers" {
  description = "Who writes to the bucket from outside, by the cloud they come from: ARNs of roles for bucket-s3, object ids for bucket-azure, members for bucket-gcs."
  value = merge(
    { for cloud, r in aws_iam_role.from : cloud => r.arn },
    local.into_azure ? { aws = azurerm_user_assigned_identity.writer[0].principal_id } : {},
    local.into_gcp ? { aws = "serviceAccount:${google_service_account.writer[0].email}" } : {},
  )
}

output "environment" {
  description = "What functions need to be told, by the cloud they run in, as docs/functions.md lists it. Nothing in it is secret."
  value = merge(
    {
      for cloud, r in aws_iam_role.from : cloud => {
        AWS_REGION               = var.aws_bucket.region
        AWS_ROLE_ARN             = r.arn
        ATTESTRY_BUCKET_AUDIENCE = cloud == "azure" ? local.azure_audience : var.from_gcp.audience
      }
    },
    local.into_azure ? {
      aws = {
        AZURE_TENANT_ID          = azurerm_user_assigned_identity.writer[0].tenant_id
        AZURE_CLIENT_ID          = azurerm_user_assigned_identity.writer[0].client_id
        ATTESTRY_BUCKET_ACCOUNT  = var.azure_bucket.account_id
        ATTESTRY_BUCKET_AUDIENCE = "api://AzureADTokenExchange"
      }
    } : {},
    local.into_gcp ? {
      aws = {
        ATTESTRY_BUCKET_ACCOUNT  = google_service_account.writer[0].email
        ATTESTRY_BUCKET_AUDIENCE = local.provider
      }
    } : {},
  )
}

output "granted" {
  description = "What the roles in AWS may do on the bucket, and why."
  value       = local.into_aws ? [for s in local.on_bucket : { actions = s.actions, on = s.resource, reason = s.reason }] : []
}
