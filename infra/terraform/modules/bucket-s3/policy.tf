locals {
  # Written out, since the key's policy names the bucket before there is one.
  bucket_arn = "arn:${data.aws_partition.this.partition}:s3:::${local.bucket}"
  objects    = "${local.bucket_arn}/*"

  # What S3 files under creating an object or setting its retention.
  lock_actions = ["s3:PutObject", "s3:PutObjectRetention"]

  # One for each year that the bucket takes, so that late results of a year are not asked for the retention of the next one.
  of_years = [for y, until in local.kept_until : {
    Sid       = "NoShorterLock${y}"
    Effect    = "Deny"
    Principal = "*"
    Action    = local.lock_actions
    Resource  = "${local.bucket_arn}/${y}/*"
    Condition = { DateLessThan = { "s3:object-lock-retain-until-date" = until } }
  }]

  # How a bucket is set up, that of the access log too.
  bucket_changes = [
    "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketObjectLockConfiguration", "s3:PutBucketVersioning",
    "s3:PutLifecycleConfiguration", "s3:PutEncryptionConfiguration", "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketOwnershipControls", "s3:PutBucketAcl", "s3:PutBucketLogging", "s3:PutReplicationConfiguration",
    "s3:PutBucketNotification", "s3:PutBucketWebsite", "s3:DeleteBucketWebsite", "s3:PutBucketCORS",
    "s3:PutAccelerateConfiguration", "s3:PutBucketRequestPayment", "s3:PutInventoryConfiguration",
    "s3:PutAnalyticsConfiguration", "s3:PutMetricsConfiguration", "s3:PutIntelligentTieringConfiguration",
  ]

  # It only refuses; what somebody may do, the policies of his role say. Each statement's Sid is its reason.
  policy = {
    Version = "2012-10-17"
    Statement = concat(local.of_years, [
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [local.bucket_arn, local.objects]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        # Under Object Lock a delete leaves a marker that hides the object, and its name could be taken anew. Without a
        # condition, as the functions look for it when they start.
        Sid       = "NobodyDeletes"
        Effect    = "Deny"
        Principal = "*"
        Action = [
          "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging",
          "s3:DeleteObjectAnnotation", "s3:ReplicateDelete",
        ]
        Resource = local.objects
      },
      {
        Sid       = "NobodyDeletesTheBucket"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:DeleteBucket"
        Resource  = local.bucket_arn
      },
      {
        # A second version under a name would hide the first. Uploads in parts and copies cannot say the condition and are
        # refused with it.
        Sid       = "CreateOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = local.objects
        Condition = { Null = { "s3:if-none-match" = "true" } }
      },
      {
        # An object re-encrypted under somebody's own key is gone when he takes the key away; nothing here annotates one.
        Sid       = "NobodyChangesAnObject"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:UpdateObjectEncryption", "s3:PutObjectAnnotation"]
        Resource  = local.objects
      },
      {
        # By its principal, so that whoever is given the right by a policy of his own is refused too.
        Sid       = "WritersOnly"
        Effect    = "Deny"
        Principal = "*"
        Action = [
          "s3:PutObject", "s3:PutObjectRetention", "s3:PutObjectLegalHold", "s3:PutObjectTagging",
          "s3:PutObjectVersionTagging", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:RestoreObject",
          "s3:ReplicateObject", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner",
        ]
        Resource  = local.objects
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = sort(var.writers) } }
      },
      {
        # GOVERNANCE can be lifted by this right, so nobody has it.
        Sid       = "NobodyShortensRetention"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:BypassGovernanceRetention"
        Resource  = local.objects
      },
      {
        # Whoever writes says the mode, and no weaker one than the bucket's.
        Sid       = "NoWeakerLock"
        Effect    = "Deny"
        Principal = "*"
        Action    = local.lock_actions
        Resource  = local.objects
        Condition = { StringNotEquals = { "s3:object-lock-mode" = var.lock ? ["COMPLIANCE"] : ["GOVERNANCE", "COMPLIANCE"] } }
      },
      {
        # Of a name without a year, or of a year whose retention is not said below, nobody could tell how long it is kept.
        Sid         = "NamesOfShardsOnly"
        Effect      = "Deny"
        Principal   = "*"
        Action      = local.lock_actions
        NotResource = [for y in keys(local.kept_until) : "${local.bucket_arn}/${y}/*"]
      },
      {
        # An object under somebody's own key is gone when he takes the key away.
        Sid       = "NoOtherKey"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = local.objects
        Condition = {
          Null            = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = "false" }
          StringNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = aws_kms_key.log.arn }
        }
      },
      {
        Sid       = "NoOtherEncryption"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = local.objects
        Condition = {
          Null            = { "s3:x-amz-server-side-encryption" = "false" }
          StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" }
        }
      },
      {
        # With a key that the request brings S3 keeps none.
        Sid       = "NoKeyOfTheCaller"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = local.objects
        Condition = { Null = { "s3:x-amz-server-side-encryption-customer-algorithm" = "false" } }
      },
      {
        # All that could undo the statements above.
        Sid       = "NobodyChangesTheBucketButByBreakGlass"
        Effect    = "Deny"
        Principal = "*"
        Action    = local.bucket_changes
        Resource  = local.bucket_arn
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = sort(var.break_glass) } }
      },
    ])
  }
}

# Last, since from then on only a break-glass role can change the bucket.
resource "aws_s3_bucket_policy" "log" {
  bucket = aws_s3_bucket.log.bucket
  policy = jsonencode(local.policy)

  lifecycle {
    precondition {
      condition     = length(jsonencode(local.policy)) <= 20480
      error_message = "The bucket's policy has ${length(jsonencode(local.policy))} bytes, and S3 takes 20480: name fewer or shorter writers and break_glass."
    }
  }

  depends_on = [
    aws_s3_bucket_logging.log,
    aws_s3_bucket_object_lock_configuration.log,
    aws_s3_bucket_ownership_controls.log,
    aws_s3_bucket_public_access_block.log,
    aws_s3_bucket_server_side_encryption_configuration.log,
  ]
}
