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

  commit_key = aws_kms_key.commit[var.commit_key - 1].arn

  # Whoever may do everything in the account does not sign all the same; by a key that is not the chosen one not even functions do.
  signing = {
    chosen = {
      Sid       = "OnlyFunctionsSign"
      Effect    = "Deny"
      Principal = "*"
      Action    = "kms:Sign"
      Resource  = "*"
      Condition = { ArnNotEquals = { "aws:PrincipalArn" = sort([for f in local.signers : aws_iam_role.function[f].arn]) } }
    }
    others = {
      Sid       = "NobodySigns"
      Effect    = "Deny"
      Principal = "*"
      Action    = "kms:Sign"
      Resource  = "*"
    }
  }
}

# Signs commits. KMS turns no key of this kind: the next one is a key of its own, and counts only once the owner has signed it into
# the key document. infra/README.md has the steps.
resource "aws_kms_key" "commit" {
  count = var.commit_keys

  description              = "Signs what ${var.name} writes to its log in this cloud${count.index == 0 ? "" : ", key ${count.index + 1}"}"
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
  deletion_window_in_days  = 30
  tags                     = var.tags

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.key_statements, [local.signing[count.index == var.commit_key - 1 ? "chosen" : "others"]])
  })

  # Fewer keys than there were would destroy one, and with it what proves that AWS held it.
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
  count = var.commit_keys

  name          = "alias/${var.name}-commit${count.index == 0 ? "" : "-${count.index + 1}"}"
  target_key_id = aws_kms_key.commit[count.index].key_id
}

# There was one key, without a number.
moved {
  from = aws_kms_key.commit
  to   = aws_kms_key.commit[0]
}

moved {
  from = aws_kms_alias.commit
  to   = aws_kms_alias.commit[0]
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
