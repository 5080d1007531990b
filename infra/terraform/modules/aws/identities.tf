locals {
  # What the code asks of AWS, with the reason: a copy of what the package declares.
  permissions = jsondecode(file("${path.module}/permissions.json")).statements

  # Which real things the names in it are. A name that is not here fails the plan; an empty list is what this deployment
  # does not have.
  resources = {
    "bucket"            = var.bucket.arn == null ? [] : [var.bucket.arn]
    "bucket/*"          = var.bucket.arn == null ? [] : ["${var.bucket.arn}/*"]
    "commit-key"        = [local.commit_key]
    "pack-key"          = [aws_kms_key.pack.arn]
    "check-queue"       = [aws_sqs_queue.work["check"].arn]
    "append-queue"      = [aws_sqs_queue.work["append"].arn]
    "dead-letter-queue" = [aws_sqs_queue.dead_letter.arn]
    "topic"             = [aws_sns_topic.told.arn]
    "evidence-document and instances" = [
      aws_ssm_document.evidence.arn,
      "arn:${data.aws_partition.this.partition}:ec2:${local.region}:${local.account}:instance/*",
    ]
    "instances" = ["arn:${data.aws_partition.this.partition}:ec2:${local.region}:${local.account}:instance/*"]
    # AWS knows no narrower resource for these: DescribeInstances, DescribeImages, GetCommandInvocation, GetWebIdentityToken.
    "account"  = ["*"]
    "commands" = ["*"]
    "own role" = var.bucket.arn == null ? ["*"] : []
  }

  # The token for another cloud: for its audience only, and no longer than it is used.
  conditions = {
    "own role" = {
      "StringEquals"          = { "sts:IdentityTokenAudience" = lookup(var.bucket.environment, "ATTESTRY_BUCKET_AUDIENCE", "api://AzureADTokenExchange") }
      "NumericLessThanEquals" = { "sts:DurationSeconds" = 300 }
    }
  }

  # Of each function: its statements, with the reason.
  granted = {
    for f in keys(local.functions) : f => [
      for s in local.permissions : {
        sid       = replace(title(split(".", s.reason)[0]), "/[^A-Za-z0-9]/", "")
        reason    = s.reason
        actions   = s.actions
        resources = merge(local.resources, { "log-group" = ["${aws_cloudwatch_log_group.function[f].arn}:*"] })[s.resource]
        condition = lookup(local.conditions, s.resource, null)
      } if contains(s.functions, f)
    ]
  }

  signers = [for f in keys(local.functions) : f if anytrue([for s in local.permissions : contains(s.functions, f) && contains(s.actions, "kms:Sign")])]
}

resource "aws_iam_role" "function" {
  for_each = local.functions

  name        = "${var.name}-${each.key}"
  description = "What ${each.key} may do"
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LambdaRunsTheFunction"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  for_each = local.functions

  name = "declared-by-the-package"
  role = aws_iam_role.function[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for s in local.granted[each.key] : merge(
        { Sid = s.sid, Effect = "Allow", Action = s.actions, Resource = s.resources },
        s.condition == null ? {} : { Condition = s.condition },
      ) if length(s.resources) > 0
    ]
  })
}

# The one thing that check may have instances run: it runs the guest script and nothing else (docs/guest.md).
resource "aws_ssm_document" "evidence" {
  name            = "${var.name}-evidence"
  document_type   = "Command"
  document_format = "JSON"
  content         = file("${path.module}/evidence.ssm.json")
  tags            = var.tags
}
