# Encrypts the objects. It goes with the log: without it nobody can read what is kept.
resource "aws_kms_key" "log" {
  description             = "Objects of the log in ${local.bucket}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = jsonencode(local.key_policy)
  tags                    = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "log" {
  name          = "alias/${var.name}-log"
  target_key_id = aws_kms_key.log.key_id
}

locals {
  key_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        # A key whose policy does not name the account can never be managed again. In a key's policy "*" is this key.
        Sid       = "AccountManagesByItsOwnPolicies"
        Effect    = "Allow"
        Principal = { AWS = "arn:${data.aws_partition.this.partition}:iam::${data.aws_caller_identity.this.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        # S3 asks KMS in the name of who writes and reads. For this bucket only, and never by themselves.
        Sid       = "WritersThroughThisBucketOnly"
        Effect    = "Allow"
        Principal = { AWS = sort(var.writers) }
        Action    = ["kms:GenerateDataKey", "kms:Decrypt"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "kms:ViaService"                   = "s3.${data.aws_region.this.region}.${data.aws_partition.this.dns_suffix}"
            "kms:EncryptionContext:aws:s3:arn" = local.bucket_arn
          }
        }
      },
      {
        # Who takes the key away takes the log away.
        Sid       = "NobodyTakesTheKeyAway"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DisableKeyRotation", "kms:PutKeyPolicy"]
        Resource  = "*"
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = sort(var.break_glass) } }
      },
    ]
  }
}
