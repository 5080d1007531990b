# Who is let in, pinned. Providers are mocked: nothing is made, no credentials are needed.

mock_provider "aws" {
  override_during = plan

  override_resource {
    target = aws_iam_openid_connect_provider.azure[0]
    values = { arn = "arn:aws:iam::123456789012:oidc-provider/sts.windows.net/tenant/" }
  }
  override_resource {
    target = aws_iam_role.from["azure"]
    values = { arn = "arn:aws:iam::123456789012:role/attestry-from-azure" }
  }
  override_resource {
    target = aws_iam_role.from["gcp"]
    values = { arn = "arn:aws:iam::123456789012:role/attestry-from-gcp" }
  }
}

mock_provider "azuread" {
  override_during = plan
}

mock_provider "azurerm" {
  override_during = plan

  mock_resource "azurerm_user_assigned_identity" {
    defaults = {
      id           = "/subscriptions/s/resourceGroups/log/providers/Microsoft.ManagedIdentity/userAssignedIdentities/attestry-from-aws"
      client_id    = "00000000-0000-4000-8000-00000000000c"
      principal_id = "00000000-0000-4000-8000-00000000000d"
      tenant_id    = "00000000-0000-4000-8000-00000000000e"
    }
  }
}

mock_provider "google" {
  override_during = plan

  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
  mock_resource "google_service_account" {
    defaults = { email = "attestry-from-aws@log-project.iam.gserviceaccount.com", name = "projects/log-project/serviceAccounts/attestry-from-aws" }
  }
}

variables {
  to         = "aws"
  aws_bucket = { arn = "arn:aws:s3:::attestry-log-123456789012", region = "eu-central-1" }
  from_azure = {
    tenant_id = "00000000-0000-4000-8000-000000000001"
    subjects  = { append = "00000000-0000-4000-8000-00000000000a", sweep = "00000000-0000-4000-8000-00000000000b" }
  }
  from_gcp = { subjects = { append = "100000000000000000001", sweep = "100000000000000000002" } }
}

run "functions_of_azure_into_aws" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.from["azure"].assume_role_policy).Statement == [{
      Sid       = "FunctionsInAzure"
      Effect    = "Allow"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/sts.windows.net/tenant/" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = { StringEquals = {
        "sts.windows.net/00000000-0000-4000-8000-000000000001/:aud" = "api://00000000-0000-4000-8000-000000000001/attestry-log"
        "sts.windows.net/00000000-0000-4000-8000-000000000001/:sub" = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"]
      } }
    }]
    error_message = "issuer, audience and subjects are pinned, and none by a pattern"
  }
  assert {
    condition     = aws_iam_openid_connect_provider.azure[0].url == "https://sts.windows.net/00000000-0000-4000-8000-000000000001/" && aws_iam_openid_connect_provider.azure[0].client_id_list == toset(["api://00000000-0000-4000-8000-000000000001/attestry-log"])
    error_message = "the issuer of the tenant, for this audience only"
  }
  assert {
    condition     = azuread_application.audience[0].identifier_uris == toset(["api://00000000-0000-4000-8000-000000000001/attestry-log"]) && azuread_application.audience[0].api[0].requested_access_token_version == 1
    error_message = "the app registration that tokens are for, in the version whose issuer is trusted"
  }
}

run "functions_of_google_into_aws" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.from["gcp"].assume_role_policy).Statement == [{
      Sid       = "FunctionsInGoogle"
      Effect    = "Allow"
      Principal = { Federated = "accounts.google.com" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = { StringEquals = {
        "accounts.google.com:oaud" = "sts.amazonaws.com"
        "accounts.google.com:sub"  = ["100000000000000000001", "100000000000000000002"]
        "accounts.google.com:aud"  = ["100000000000000000001", "100000000000000000002"]
      } }
    }]
    error_message = "all three are pinned"
  }
}

run "roles_may_what_the_store_needs_on_this_bucket" {
  command = plan

  assert {
    condition = alltrue([for p in aws_iam_role_policy.from : toset(flatten([for s in jsondecode(p.policy).Statement : s.Action])) == toset([
      "s3:GetBucketObjectLockConfiguration", "s3:GetBucketPolicy", "s3:GetBucketVersioning", "s3:GetObject", "s3:GetObjectRetention",
      "s3:GetObjectVersion", "s3:ListBucket", "s3:ListBucketVersions", "s3:PutObject", "s3:PutObjectRetention",
    ])])
    error_message = "what the package for AWS declares for the bucket"
  }
  assert {
    condition = alltrue(flatten([for p in aws_iam_role_policy.from : [for s in jsondecode(p.policy).Statement :
    contains(["arn:aws:s3:::attestry-log-123456789012", "arn:aws:s3:::attestry-log-123456789012/*"], s.Resource)]]))
    error_message = "and nothing elsewhere"
  }
  assert {
    condition     = alltrue([for r in aws_iam_role.from : r.max_session_duration == 3600])
    error_message = "for an hour"
  }
}

run "functions_are_told" {
  command = plan

  assert {
    condition = output.environment["gcp"] == {
      AWS_REGION               = "eu-central-1"
      AWS_ROLE_ARN             = "arn:aws:iam::123456789012:role/attestry-from-gcp"
      ATTESTRY_BUCKET_AUDIENCE = "sts.amazonaws.com"
    }
    error_message = "those of Google"
  }
  assert {
    condition = output.environment["azure"] == {
      AWS_REGION               = "eu-central-1"
      AWS_ROLE_ARN             = "arn:aws:iam::123456789012:role/attestry-from-azure"
      ATTESTRY_BUCKET_AUDIENCE = "api://00000000-0000-4000-8000-000000000001/attestry-log"
    }
    error_message = "those of Azure"
  }
  assert {
    condition     = output.writers == { azure = "arn:aws:iam::123456789012:role/attestry-from-azure", gcp = "arn:aws:iam::123456789012:role/attestry-from-gcp" }
    error_message = "and the bucket who writes"
  }
}

run "only_who_comes" {
  command = plan

  variables {
    from_azure = null
  }

  assert {
    condition     = keys(aws_iam_role.from) == ["gcp"] && length(aws_iam_openid_connect_provider.azure) + length(azuread_application.audience) == 0
    error_message = "nothing for a cloud that is not there"
  }
}

run "functions_of_aws_into_azure" {
  command = plan

  variables {
    to           = "azure"
    aws_bucket   = null
    from_azure   = null
    from_gcp     = null
    from_aws     = { issuer = "https://0123.tokens.sts.global.api.aws", roles = { append = "arn:aws:iam::123456789012:role/attestry-append" } }
    azure_bucket = { resource_group = "log", location = "westeurope", account_id = "/subscriptions/s/account" }
  }

  assert {
    condition = (azurerm_federated_identity_credential.aws["append"].subject == "arn:aws:iam::123456789012:role/attestry-append"
      && azurerm_federated_identity_credential.aws["append"].issuer == "https://0123.tokens.sts.global.api.aws"
    && azurerm_federated_identity_credential.aws["append"].audience == tolist(["api://AzureADTokenExchange"]))
    error_message = "all three are pinned"
  }
  assert {
    condition = output.environment["aws"] == {
      AZURE_TENANT_ID          = "00000000-0000-4000-8000-00000000000e"
      AZURE_CLIENT_ID          = "00000000-0000-4000-8000-00000000000c"
      ATTESTRY_BUCKET_ACCOUNT  = "/subscriptions/s/account"
      ATTESTRY_BUCKET_AUDIENCE = "api://AzureADTokenExchange"
    }
    error_message = "functions are told"
  }
  assert {
    condition     = output.writers == { aws = "00000000-0000-4000-8000-00000000000d" } && length(aws_iam_role.from) + length(google_service_account.writer) == 0
    error_message = "nothing elsewhere"
  }
}

run "functions_of_aws_into_google" {
  command = plan

  variables {
    to         = "gcp"
    aws_bucket = null
    from_azure = null
    from_gcp   = null
    from_aws   = { issuer = "https://0123.tokens.sts.global.api.aws", roles = { append = "arn:aws:iam::123456789012:role/attestry-append" } }
    gcp_bucket = { project = "log-project" }
  }

  assert {
    condition = (google_iam_workload_identity_pool_provider.aws[0].attribute_condition == "assertion.sub in ['arn:aws:iam::123456789012:role/attestry-append']"
      && google_iam_workload_identity_pool_provider.aws[0].oidc[0].issuer_uri == "https://0123.tokens.sts.global.api.aws"
    && google_iam_workload_identity_pool_provider.aws[0].oidc[0].allowed_audiences == tolist(["//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/attestry-aws/providers/aws"]))
    error_message = "all three are pinned"
  }
  assert {
    condition = (google_service_account_iam_member.writer["append"].member == "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/attestry-aws/subject/arn:aws:iam::123456789012:role/attestry-append"
    && google_service_account_iam_member.writer["append"].role == "roles/iam.workloadIdentityUser")
    error_message = "one subject, never all of the pool"
  }
  assert {
    condition = output.environment["aws"] == {
      ATTESTRY_BUCKET_ACCOUNT  = "attestry-from-aws@log-project.iam.gserviceaccount.com"
      ATTESTRY_BUCKET_AUDIENCE = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/attestry-aws/providers/aws"
    } && output.writers == { aws = "serviceAccount:attestry-from-aws@log-project.iam.gserviceaccount.com" }
    error_message = "functions are told, and the bucket"
  }
}

# What is refused, each with a sentence that says what to do.

run "nowhere" {
  command         = plan
  expect_failures = [var.to]

  variables {
    to = "ibm"
  }
}

run "nobody_into_aws" {
  command         = plan
  expect_failures = [var.to]

  variables {
    from_azure = null
    from_gcp   = null
  }
}

run "azure_into_google" {
  command         = plan
  expect_failures = [var.to]

  variables {
    to         = "gcp"
    from_gcp   = null
    from_aws   = { issuer = "https://0123.tokens.sts.global.api.aws", roles = { append = "arn:aws:iam::123456789012:role/attestry-append" } }
    gcp_bucket = { project = "log-project" }
  }
}

run "aws_into_azure_without_a_place" {
  command         = plan
  expect_failures = [var.to]

  variables {
    to         = "azure"
    from_azure = null
    from_gcp   = null
    from_aws   = { issuer = "https://0123.tokens.sts.global.api.aws", roles = { append = "arn:aws:iam::123456789012:role/attestry-append" } }
  }
}

run "aws_into_google_without_a_project" {
  command         = plan
  expect_failures = [var.to]

  variables {
    to         = "gcp"
    from_azure = null
    from_gcp   = null
    from_aws   = { issuer = "https://0123.tokens.sts.global.api.aws", roles = { append = "arn:aws:iam::123456789012:role/attestry-append" } }
  }
}

run "into_aws_without_a_bucket" {
  command         = plan
  expect_failures = [var.aws_bucket]

  variables {
    aws_bucket = null
  }
}

run "a_pattern_of_identities" {
  command         = plan
  expect_failures = [var.from_azure]

  variables {
    from_azure = { tenant_id = "00000000-0000-4000-8000-000000000001", subjects = { all = "*" } }
  }
}

run "an_address_where_a_numeric_id_belongs" {
  command         = plan
  expect_failures = [var.from_gcp]

  variables {
    from_gcp = { subjects = { append = "attestry-append@fn-project.iam.gserviceaccount.com" } }
  }
}

run "no_audience" {
  command         = plan
  expect_failures = [var.from_gcp]

  variables {
    from_gcp = { subjects = { append = "100000000000000000001" }, audience = "" }
  }
}

run "an_issuer_that_is_not_of_aws" {
  command         = plan
  expect_failures = [var.from_aws]

  variables {
    from_aws = { issuer = "https://issuer.example.com", roles = { append = "arn:aws:iam::123456789012:role/attestry-append" } }
  }
}

run "all_roles_of_an_account" {
  command         = plan
  expect_failures = [var.from_aws]

  variables {
    from_aws = { issuer = "https://0123.tokens.sts.global.api.aws", roles = { all = "arn:aws:iam::123456789012:role/*" } }
  }
}

run "another_arn_than_the_buckets" {
  command         = plan
  expect_failures = [var.aws_bucket]

  variables {
    aws_bucket = { arn = "arn:aws:s3:::*", region = "eu-central-1" }
  }
}

run "a_name_too_long_for_accounts" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "attestry-of-the-hospital"
  }
}
