locals {
  # Of each key: the account's own policies say who uses it, and nobody takes it away. In a key's policy "*" is this key.
  key_statements = [
    {
      # A key whose policy does not name the account can never be managed again.
      Sid       = "AccountManagesByItsOwnPolicies"
      Effect    = "Allow"
      Principal = { AWS = "arn:${data.aws_partition.this.partition}:iam::${local.account}:root" }
      Action    = "kms:*"
      Resource  = "*"
    },
    {
      Sid       = "NobodyTakesTheKeyAway"
      Effect    = "Deny"
      Principal = "*"
      Action    = ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DisableKeyRotation", "kms:PutKeyPolicy"]
      Resource  = "*"
      Condition = { ArnNotEquals = { "aws:PrincipalArn" = sort(var.break_glass) } }
    },
  ]
}

# Signs commits. KMS turns no key of this kind by itself: a new one is a new line in the log's key document.
resource "aws_kms_key" "commit" {
  description              = "Signs what ${var.name} writes to its log in this cloud"
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
  deletion_window_in_days  = 30
  tags                     = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.key_statements, [{
      # Whoever may do everything in the account does not sign all the same.
      Sid       = "OnlyFunctionsSign"
      Effect    = "Deny"
      Principal = "*"
      Action    = "kms:Sign"
      Resource  = "*"
      Condition = { ArnNotEquals = { "aws:PrincipalArn" = sort([for f in local.signers : aws_iam_role.function[f].arn]) } }
    }])
  })

  lifecycle {
    prevent_destroy = true

    precondition {
      condition     = contains(local.regions, local.region)
      error_message = "AWS does not offer all that this module uses in ${local.region}: take one of ${join(", ", local.regions)}."
    }

    precondition {
      condition     = var.bucket.kept_until == null ? true : contains(keys(var.bucket.kept_until), tostring(var.shard))
      error_message = "The bucket takes the logs of ${try(join(", ", keys(var.bucket.kept_until)), "")}, and would refuse all that is written to that of ${var.shard}: correct shard, or first_shard of the module bucket-s3."
    }
  }
}

resource "aws_kms_alias" "commit" {
  name          = "alias/${var.name}-commit"
  target_key_id = aws_kms_key.commit.key_id
}

# Wraps the keys of evidence packs. Without it the evidence can never be read again.
resource "aws_kms_key" "pack" {
  description             = "Wraps the keys of ${var.name}'s evidence packs"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.key_statements, [{
      # Whoever takes over a function reads nothing of what was collected before.
      Sid       = "NoFunctionOpensPacks"
      Effect    = "Deny"
      Principal = "*"
      Action    = ["kms:Decrypt", "kms:ReEncryptFrom"]
      Resource  = "*"
      Condition = { ArnEquals = { "aws:PrincipalArn" = sort([for r in aws_iam_role.function : r.arn]) } }
    }])
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "pack" {
  name          = "alias/${var.name}-pack"
  target_key_id = aws_kms_key.pack.key_id
}
