# Into AWS: a role for each other cloud, which its functions assume by a token of their platform. Its trust pins issuer, audience
# and subject, and none by a pattern: whoever else has a token of the same issuer would write to the log otherwise.

locals {
  into_aws = var.to == "aws"

  azure_issuer   = try("sts.windows.net/${var.from_azure.tenant_id}/", "")
  azure_audience = try("api://${var.from_azure.tenant_id}/${var.name}-log", "")

  trusts = merge(
    local.into_aws && var.from_azure != null ? {
      azure = {
        Sid       = "FunctionsInAzure"
        Effect    = "Allow"
        Principal = { Federated = aws_iam_openid_connect_provider.azure[0].arn }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "${local.azure_issuer}:aud" = local.azure_audience
            "${local.azure_issuer}:sub" = sort(values(var.from_azure.subjects))
          }
        }
      }
    } : {},
    local.into_aws && var.from_gcp != null ? {
      gcp = {
        Sid    = "FunctionsInGoogle"
        Effect = "Allow"
        # AWS knows Google's issuer itself. There aud is who the token was made for, and oaud for whom.
        Principal = { Federated = "accounts.google.com" }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "accounts.google.com:oaud" = var.from_gcp.audience
            "accounts.google.com:sub"  = sort(values(var.from_gcp.subjects))
            "accounts.google.com:aud"  = sort(values(var.from_gcp.subjects))
          }
        }
      }
    } : {},
  )

  # What the package for AWS declares for the bucket, since its store is what the other packages hold.
  on_bucket = [for s in jsondecode(file("${path.module}/../aws/permissions.json")).statements : s if contains(["bucket", "bucket/*"], s.resource)]
}

# Entra gives tokens for an app registration only; this one is nothing but their audience.
resource "azuread_application" "audience" {
  count = local.into_aws && var.from_azure != null ? 1 : 0

  display_name     = "${var.name}-log"
  identifier_uris  = [local.azure_audience]
  sign_in_audience = "AzureADMyOrg"

  # Tokens of version 1, whose issuer is the one below.
  api {
    requested_access_token_version = 1
  }
}

# Without it the tenant gives no tokens for the app.
resource "azuread_service_principal" "audience" {
  count = local.into_aws && var.from_azure != null ? 1 : 0

  client_id = azuread_application.audience[0].client_id
}

resource "aws_iam_openid_connect_provider" "azure" {
  count = local.into_aws && var.from_azure != null ? 1 : 0

  url            = "https://${local.azure_issuer}"
  client_id_list = [local.azure_audience]
  tags           = var.tags
}

resource "aws_iam_role" "from" {
  for_each = local.trusts

  name                 = "${var.name}-from-${each.key}"
  description          = "Functions of Attestry in ${each.key} write the log."
  max_session_duration = 3600
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [each.value]
  })
}

resource "aws_iam_role_policy" "from" {
  for_each = local.trusts

  name = "log"
  role = aws_iam_role.from[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for i, s in local.on_bucket : {
      Sid      = "Declared${i + 1}"
      Effect   = "Allow"
      Action   = s.actions
      Resource = s.resource == "bucket" ? var.aws_bucket.arn : "${var.aws_bucket.arn}/*"
    }]
  })
}
