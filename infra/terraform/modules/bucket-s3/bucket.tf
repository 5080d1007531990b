data "aws_caller_identity" "this" {}
data "aws_partition" "this" {}
data "aws_region" "this" {}

locals {
  bucket = "${var.name}-log-${data.aws_caller_identity.this.account_id}"
  mode   = var.lock ? "COMPLIANCE" : "GOVERNANCE"
  years  = coalesce(var.years, 6)

  # Until when an object is kept at least, by the year that its name begins with: until so many years after the end of that year.
  # A run of years, since a bucket's policy has a limit of 20 KB.
  kept_until = { for y in range(var.first_shard, var.first_shard + 20) : tostring(y) => "${y + local.years + 1}-01-01T00:00:00Z" }

  # The same in days for an object without a retention of its own. It may be written on the first day of its shard's year;
  # of n years in a row no more than a quarter, rounded up, are leap years.
  days = (local.years + 1) * 365 + ceil((local.years + 1) / 4)
}

# The log. Object Lock can only be switched on for good, and brings versions with it.
resource "aws_s3_bucket" "log" {
  bucket              = local.bucket
  object_lock_enabled = true
  force_destroy       = false
  tags                = var.tags

  lifecycle {
    prevent_destroy = true

    precondition {
      condition     = contains(local.regions, data.aws_region.this.region)
      error_message = "AWS does not offer all that this module uses in ${data.aws_region.this.region}: take one of ${join(", ", local.regions)}."
    }

    precondition {
      condition     = var.regions == null ? true : contains(var.regions, data.aws_region.this.region)
      error_message = "The bucket may not be in ${data.aws_region.this.region}, where the provider would make it: set the provider's region to one of ${join(", ", coalesce(var.regions, []))}, or add it to regions."
    }
  }
}

# Object Lock protects versions.
resource "aws_s3_bucket_versioning" "log" {
  bucket = aws_s3_bucket.log.bucket

  versioning_configuration {
    status = "Enabled"
  }
}

# What is written without a retention of its own is kept all the same. The functions give each object one.
resource "aws_s3_bucket_object_lock_configuration" "log" {
  bucket = aws_s3_bucket_versioning.log.bucket

  rule {
    default_retention {
      mode = local.mode
      days = local.days
    }
  }
}

# A key of our own: who may read is said by its policy too, and its use is in CloudTrail.
resource "aws_s3_bucket_server_side_encryption_configuration" "log" {
  bucket = aws_s3_bucket.log.bucket

  rule {
    # One call to KMS for many objects.
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.log.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "log" {
  bucket                  = aws_s3_bucket.log.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# No access lists: the policy alone says who may do what.
resource "aws_s3_bucket_ownership_controls" "log" {
  bucket = aws_s3_bucket.log.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# Said in every plan until the lock is on.
check "lock" {
  assert {
    condition     = var.lock
    error_message = local.lock_warning
  }
}
