provider "aws" {
  region = var.region
}

module "bucket" {
  source = "../../modules/bucket-s3"

  name        = var.name
  first_shard = var.first_shard
  lock        = var.lock
  years       = var.years
  writers     = concat(values(module.aws.roles), [var.owner])
  break_glass = var.break_glass
  tags        = var.tags
}

module "aws" {
  source = "../../modules/aws"

  name          = var.name
  origin        = var.origin
  shard         = var.shard
  genesis       = var.genesis
  logs          = var.logs
  plans         = var.plans
  writer        = var.writer
  commit_keys   = var.commit_keys
  commit_key    = var.commit_key
  map           = var.map
  policy        = var.policy
  package       = var.package
  bucket        = module.bucket.bucket
  break_glass   = var.break_glass
  alarm_targets = var.alarm_targets
  environment   = var.environment
  tags          = var.tags
}
