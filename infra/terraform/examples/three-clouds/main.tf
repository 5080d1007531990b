# One bucket, in AWS, and functions in all three clouds that write to it. Those of Azure and Google come in by tokens of their
# platforms; no secret is stored anywhere.

provider "aws" {
  region = var.aws.region
}

provider "azurerm" {
  subscription_id = var.azure.subscription_id

  # Storage accounts have no keys.
  storage_use_azuread = true

  features {}
}

provider "azuread" {}

provider "google" {
  project = var.gcp.project
  region  = var.gcp.region
}

module "bucket" {
  source = "../../modules/bucket-s3"

  name        = var.name
  first_shard = var.first_shard
  lock        = var.lock
  years       = var.years
  writers     = concat(values(module.aws.roles), values(module.federation.writers), [var.aws.owner])
  break_glass = var.aws.break_glass
  tags        = var.tags
}

module "federation" {
  source = "../../modules/federation"

  name       = var.name
  to         = "aws"
  aws_bucket = { arn = module.bucket.bucket.arn, region = module.bucket.bucket.region }
  tags       = var.tags

  from_azure = {
    tenant_id = module.azure.tenant_id
    subjects  = { for f, i in module.azure.identities : f => i.object_id }
  }
  from_gcp = { subjects = module.gcp.subjects }
}

module "aws" {
  source = "../../modules/aws"

  name          = var.name
  origin        = var.origin
  shard         = var.shard
  genesis       = var.genesis
  logs          = var.logs
  plans         = var.plans
  map           = var.map
  policy        = var.policy
  writer        = var.aws.writer
  commit_keys   = var.aws.commit_keys
  commit_key    = var.aws.commit_key
  package       = var.aws.package
  bucket        = module.bucket.bucket
  break_glass   = var.aws.break_glass
  alarm_targets = var.aws.alarm_targets
  tags          = var.tags
}

module "azure" {
  source = "../../modules/azure"

  name          = var.name
  location      = var.azure.location
  origin        = var.origin
  shard         = var.shard
  genesis       = var.genesis
  logs          = var.logs
  plans         = var.plans
  map           = var.map
  policy        = var.policy
  writer        = var.azure.writer
  commit_key    = var.azure.commit_key
  package       = var.azure.package
  alarm_targets = var.azure.alarm_targets
  tags          = var.tags

  bucket = {
    url         = module.bucket.bucket.url
    mode        = module.bucket.bucket.mode
    environment = module.federation.environment["azure"]
  }
}

module "gcp" {
  source = "../../modules/gcp"

  name                = var.name
  project             = var.gcp.project
  region              = var.gcp.region
  origin              = var.origin
  shard               = var.shard
  genesis             = var.genesis
  logs                = var.logs
  plans               = var.plans
  map                 = var.map
  policy              = var.policy
  writer              = var.gcp.writer
  commit_key_versions = var.gcp.commit_key_versions
  commit_key_version  = var.gcp.commit_key_version
  package             = var.gcp.package
  machine_projects    = var.gcp.machine_projects
  alarm_targets       = var.gcp.alarm_targets
  labels              = var.tags

  bucket = {
    url         = module.bucket.bucket.url
    mode        = module.bucket.bucket.mode
    environment = module.federation.environment["gcp"]
  }
}
