# One bucket and three clouds. Providers are mocked: nothing is made, no credentials are needed.

mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/attestry-mocked" }
  }
  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::123456789012:oidc-provider/mocked" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:mocked" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/mocked" }
  }
}

mock_provider "azuread" {
  override_during = plan
}

mock_provider "azurerm" {
  override_during = plan

  mock_data "azurerm_client_config" {
    defaults = {
      tenant_id       = "00000000-0000-4000-8000-000000000001"
      subscription_id = "00000000-0000-4000-8000-00000000000a"
      object_id       = "00000000-0000-4000-8000-00000000000b"
    }
  }
  # The provider itself looks at the shape of ids.
  mock_resource "azurerm_resource_group" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry" }
  }
  mock_resource "azurerm_key_vault" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.KeyVault/vaults/kv" }
  }
  mock_resource "azurerm_storage_account" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.Storage/storageAccounts/work" }
  }
  mock_resource "azurerm_storage_container" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.Storage/storageAccounts/work/blobServices/default/containers/package" }
  }
  mock_resource "azurerm_application_insights" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.Insights/components/attestry" }
  }
  mock_resource "azurerm_log_analytics_workspace" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.OperationalInsights/workspaces/attestry" }
  }
  mock_resource "azurerm_linux_function_app" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.Web/sites/event" }
  }
  mock_resource "azurerm_eventgrid_system_topic" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.EventGrid/systemTopics/source" }
  }
  mock_resource "azurerm_eventgrid_topic" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.EventGrid/topics/told" }
  }
  mock_resource "azurerm_service_plan" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.Web/serverFarms/attestry" }
  }
  mock_resource "azurerm_key_vault_key" {
    defaults = { id = "https://kv.vault.azure.net/keys/mocked/00000000000000000000000000000001", resource_versionless_id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.KeyVault/vaults/kv/keys/mocked" }
  }
  mock_resource "azurerm_role_definition" {
    defaults = { role_definition_resource_id = "/subscriptions/00000000-0000-4000-8000-00000000000a/providers/Microsoft.Authorization/roleDefinitions/00000000-0000-4000-8000-0000000000f3" }
  }
  mock_resource "azurerm_user_assigned_identity" {
    defaults = { id = "/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/attestry/providers/Microsoft.ManagedIdentity/userAssignedIdentities/attestry-mocked", principal_id = "00000000-0000-4000-8000-0000000000aa", client_id = "00000000-0000-4000-8000-0000000000bb" }
  }
}

mock_provider "google" {
  override_during = plan

  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
  mock_resource "google_service_account" {
    defaults = { unique_id = "100000000000000000001", email = "attestry-mocked@fn-project.iam.gserviceaccount.com" }
  }
  mock_resource "google_eventarc_trigger" {
    defaults = { transport = { pubsub = { subscription = "projects/fn-project/subscriptions/mocked" } } }
  }
}

variables {
  origin  = "example.com/flows"
  shard   = 2026
  genesis = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  # Its own entry, and the log of another year, are no other log.
  logs   = { "example.com/flows/2026" = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "example.com/flows/2025" = "fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98fedcba98" }
  map    = "three-clouds"
  policy = "three-clouds"
  lock   = true
  years  = 6

  aws = {
    region        = "eu-central-1"
    package       = "tests/package.zip"
    owner         = "arn:aws:iam::123456789012:role/log-owner"
    break_glass   = ["arn:aws:iam::123456789012:role/break-glass"]
    alarm_targets = ["arn:aws:sns:eu-central-1:123456789012:people"]
  }
  azure = {
    subscription_id = "00000000-0000-4000-8000-00000000000a"
    location        = "westeurope"
    package         = "tests/package.zip"
    alarm_targets   = ["/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/ops/providers/Microsoft.Insights/actionGroups/people"]
  }
  gcp = {
    project       = "fn-project"
    region        = "europe-west4"
    package       = "tests/package.zip"
    alarm_targets = ["people@example.com"]
  }
}

run "the_first_apply_makes_bucket_keys_and_identities" {
  command = plan

  variables {
    genesis = null
    logs    = {}
  }

  assert {
    condition     = length(module.aws.functions) == 0 && length(output.dead_letter_commands) == 0
    error_message = "nothing runs before there is a log"
  }
  assert {
    condition     = output.bucket.mode == "COMPLIANCE" && toset(keys(output.commit_keys)) == toset(["aws", "azure", "gcp"])
    error_message = "the bucket and a commit key in each cloud"
  }
}

run "the_second_apply_makes_what_runs" {
  command = plan

  assert {
    condition     = length(module.aws.functions) == 6 && length(output.dead_letter_commands) == 3
    error_message = "functions in the clouds"
  }
  assert {
    condition     = toset(keys(module.federation.writers)) == toset(["azure", "gcp"]) && module.federation.environment["gcp"].AWS_REGION == output.bucket.region
    error_message = "those of Azure and Google come in by federation"
  }
}

# The turn of the year: the functions go on in a new log, and the bucket stays as it is.
run "the_log_of_a_year_that_ends" {
  command = plan

  variables {
    genesis = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    plans   = false
  }

  assert {
    condition     = alltrue([for f in concat(values(module.aws.log), values(module.azure.log), values(module.gcp.log)) : f.plans == "no" && f.shard == "2026"]) && length(concat(values(module.aws.log), values(module.azure.log), values(module.gcp.log))) == 18
    error_message = "no function plans checks, and all go on in the old log"
  }
}

run "the_log_of_the_next_year" {
  command = plan

  variables {
    shard   = 2027
    genesis = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
    logs = {
      "example.com/flows/2026" = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      "example.com/flows/2027" = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
    }
  }

  assert {
    condition = alltrue([for f in concat(values(module.aws.log), values(module.azure.log), values(module.gcp.log)) :
      f == { shard = "2027", genesis = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210", plans = "yes" }
    ]) && length(concat(values(module.aws.log), values(module.azure.log), values(module.gcp.log))) == 18
    error_message = "every function writes the new log"
  }

  assert {
    condition     = output.bucket.kept_until["2026"] == "2033-01-01T00:00:00Z" && output.bucket.kept_until["2027"] == "2034-01-01T00:00:00Z"
    error_message = "late results of the old log are asked for what they ask for"
  }
}

run "a_rotation_reaches_each_cloud" {
  command = plan

  override_resource {
    target          = module.aws.aws_kms_key.commit[1]
    override_during = plan
    values          = { arn = "arn:aws:kms:eu-central-1:123456789012:key/commit-2" }
  }
  override_resource {
    target          = module.gcp.google_kms_crypto_key_version.commit[1]
    override_during = plan
    values          = { name = "projects/fn-project/locations/europe-west4/keyRings/attestry/cryptoKeys/attestry-commit/cryptoKeyVersions/2" }
  }

  variables {
    aws = {
      region        = "eu-central-1"
      package       = "tests/package.zip"
      owner         = "arn:aws:iam::123456789012:role/log-owner"
      break_glass   = ["arn:aws:iam::123456789012:role/break-glass"]
      alarm_targets = ["arn:aws:sns:eu-central-1:123456789012:people"]
      writer        = "aws-commit-2"
      commit_keys   = 2
      commit_key    = 2
    }
    azure = {
      subscription_id = "00000000-0000-4000-8000-00000000000a"
      location        = "westeurope"
      package         = "tests/package.zip"
      alarm_targets   = ["/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/ops/providers/Microsoft.Insights/actionGroups/people"]
      writer          = "azure-commit-2"
      commit_key      = "https://kv.vault.azure.net/keys/commit/00000000000000000000000000000002"
    }
    gcp = {
      project             = "fn-project"
      region              = "europe-west4"
      package             = "tests/package.zip"
      alarm_targets       = ["people@example.com"]
      writer              = "gcp-commit-2"
      commit_key_versions = 2
      commit_key_version  = 2
    }
  }

  assert {
    condition = output.commit_keys == {
      aws   = "arn:aws:kms:eu-central-1:123456789012:key/commit-2"
      azure = "https://kv.vault.azure.net/keys/commit/00000000000000000000000000000002"
      gcp   = "projects/fn-project/locations/europe-west4/keyRings/attestry/cryptoKeys/attestry-commit/cryptoKeyVersions/2"
    }
    error_message = "functions of each cloud sign with the second key"
  }
}

# What is refused, with a sentence that says what to do.

run "an_origin_that_exists_already" {
  command         = plan
  expect_failures = [var.logs]

  variables {
    logs = { "example.com/flows/2026" = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210" }
  }
}
