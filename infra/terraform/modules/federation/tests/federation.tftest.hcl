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

run "what_lets_functions_into_aws" {
  command = plan

  # Functions of Azure into AWS.
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

  # Functions of Google into AWS.
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

  # Roles may what the store needs on this bucket.
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

  # Functions are told.
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
    && google_iam_workload_identity_pool_provider.aws[0].oidc[0].allowed_audiences == tolist(["//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/attestry-aws/providers/aws-roles"]))
    error_message = "all three are pinned"
  }
  assert {
    condition     = can(regex("^[a-z0-9-]{4,32}$", google_iam_workload_identity_pool_provider.aws[0].workload_identity_pool_provider_id)) && can(regex("^[a-z0-9-]{4,32}$", google_iam_workload_identity_pool.aws[0].workload_identity_pool_id))
    error_message = "Google takes 4 to 32 letters, digits and hyphens"
  }
  assert {
    condition     = toset([for s in google_project_service.needed : s.service]) == toset(["iam.googleapis.com", "iamcredentials.googleapis.com", "sts.googleapis.com"])
    error_message = "a token is exchanged and an account taken on by APIs that a new project has switched off"
  }
  assert {
    condition = (google_service_account_iam_member.writer["append"].member == "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/attestry-aws/subject/arn:aws:iam::123456789012:role/attestry-append"
    && google_service_account_iam_member.writer["append"].role == "roles/iam.workloadIdentityUser")
    error_message = "one subject, never all of the pool"
  }
  assert {
    condition = output.environment["aws"] == {
      ATTESTRY_BUCKET_ACCOUNT  = "attestry-from-aws@log-project.iam.gserviceaccount.com"
      ATTESTRY_BUCKET_AUDIENCE = "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/attestry-aws/providers/aws-roles"
    } && output.writers == { aws = "serviceAccount:attestry-from-aws@log-project.iam.gserviceaccount.com" }
    error_message = "functions are told, and the bucket"
  }
}

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

# What is refused, each with a sentence that says what to do. A run fails where one of them is not.

run "bad_values" {
  command         = plan
  expect_failures = [var.from_azure, var.from_gcp, var.from_aws, var.name]

  variables {
    # A pattern of identities.
    from_azure = { tenant_id = "00000000-0000-4000-8000-000000000001", subjects = { all = "*" } }
    # An address where a numeric id belongs.
    from_gcp = { subjects = { append = "attestry-append@fn-project.iam.gserviceaccount.com" } }
    # An issuer that is not of AWS.
    from_aws = { issuer = "https://issuer.example.com", roles = { append = "arn:aws:iam::123456789012:role/attestry-append" } }
    # A name too long for accounts.
    name = "attestry-of-the-hospital"
  }
}

run "other_bad_values" {
  command         = plan
  expect_failures = [var.from_gcp, var.from_aws, var.name]

  variables {
    # No audience.
    from_gcp = { subjects = { append = "100000000000000000001" }, audience = "" }
    # All roles of an account.
    from_aws = { issuer = "https://0123.tokens.sts.global.api.aws", roles = { all = "arn:aws:iam::123456789012:role/*" } }
    # A name that Google keeps to itself.
    name = "gcp-attestry"
  }
}

# By itself: it is judged only where all of the above is right.
run "another_arn_than_the_buckets" {
  command         = plan
  expect_failures = [var.aws_bucket]

  variables {
    aws_bucket = { arn = "arn:aws:s3:::*", region = "eu-central-1" }
  }
}

run "a_region_that_aws_does_not_have" {
  command         = plan
  expect_failures = [var.aws_bucket]

  variables {
    aws_bucket = { arn = "arn:aws:s3:::attestry-log-123456789012", region = "westeurope" }
  }
}

run "a_region_that_azure_does_not_have" {
  command         = plan
  expect_failures = [var.azure_bucket]

  variables {
    to           = "azure"
    from_azure   = null
    from_gcp     = null
    from_aws     = { issuer = "https://0123.tokens.sts.global.api.aws", roles = { append = "arn:aws:iam::123456789012:role/attestry-append" } }
    azure_bucket = { resource_group = "log", location = "West Europe", account_id = "/subscriptions/s/account" }
  }
}
