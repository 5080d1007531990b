# Who asked for what of the log. S3 delivers to no bucket that has a default retention, so this one has none.
resource "aws_s3_bucket" "access" {
  bucket        = "${local.bucket}-access"
  force_destroy = false
  tags          = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "access" {
  bucket = aws_s3_bucket.access.bucket

  versioning_configuration {
    status = "Enabled"
  }
}

# S3 delivers its records to buckets under keys of its own only.
resource "aws_s3_bucket_server_side_encryption_configuration" "access" {
  bucket = aws_s3_bucket.access.bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "access" {
  bucket                  = aws_s3_bucket.access.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "access" {
  bucket = aws_s3_bucket.access.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# Nobody deletes a record; time does.
resource "aws_s3_bucket_lifecycle_configuration" "access" {
  bucket = aws_s3_bucket_versioning.access.bucket

  rule {
    id     = "old"
    status = "Enabled"

    filter {}

    expiration {
      days = var.access_log_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

# From then on only a break-glass role can change the bucket.
resource "aws_s3_bucket_policy" "access" {
  bucket = aws_s3_bucket.access.bucket

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "S3DeliversRecordsOfTheLogsBucket"
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.access.arn}/*"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = local.bucket_arn }
          StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.this.account_id }
        }
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.access.arn, "${aws_s3_bucket.access.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        # Who could write here could lay a false record beside the true ones, so a right from a policy of his own does not count.
        Sid       = "OnlyS3DeliversRecords"
        Effect    = "Deny"
        Principal = "*"
        Action = [
          "s3:PutObject", "s3:PutObjectRetention", "s3:PutObjectLegalHold", "s3:PutObjectTagging",
          "s3:PutObjectVersionTagging", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:RestoreObject",
          "s3:PutObjectAnnotation", "s3:UpdateObjectEncryption", "s3:ReplicateObject", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner",
        ]
        Resource  = "${aws_s3_bucket.access.arn}/*"
        Condition = { StringNotEquals = { "aws:PrincipalServiceName" = "logging.s3.amazonaws.com" } }
      },
      {
        Sid       = "NobodyDeletes"
        Effect    = "Deny"
        Principal = "*"
        Action = [
          "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging",
          "s3:DeleteObjectAnnotation", "s3:ReplicateDelete",
        ]
        Resource = "${aws_s3_bucket.access.arn}/*"
      },
      {
        Sid       = "NobodyDeletesTheBucket"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:DeleteBucket"
        Resource  = aws_s3_bucket.access.arn
      },
      {
        Sid       = "NobodyChangesTheBucketButByBreakGlass"
        Effect    = "Deny"
        Principal = "*"
        Action    = local.bucket_changes
        Resource  = aws_s3_bucket.access.arn
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = sort(var.break_glass) } }
      },
    ]
  })

  depends_on = [
    aws_s3_bucket_lifecycle_configuration.access,
    aws_s3_bucket_ownership_controls.access,
    aws_s3_bucket_public_access_block.access,
    aws_s3_bucket_server_side_encryption_configuration.access,
  ]
}

resource "aws_s3_bucket_logging" "log" {
  bucket        = aws_s3_bucket.log.bucket
  target_bucket = aws_s3_bucket.access.bucket
  target_prefix = "log/"

  # Records are delivered only where the policy lets S3 in.
  depends_on = [aws_s3_bucket_policy.access]
}
