variable "name" {
  description = "What the names of all resources begin with."
  type        = string
  default     = "attestry"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,14}[a-z0-9]$", var.name)) && !startswith(var.name, "gcp-")
    error_message = "name: 3 to 16 lower-case letters, digits and hyphens, a letter first, and not gcp-, which Google keeps to itself."
  }
}

variable "to" {
  description = "The cloud that has the log's bucket: aws, azure or gcp."
  type        = string

  validation {
    condition     = contains(["aws", "azure", "gcp"], var.to)
    error_message = "to: aws, azure or gcp."
  }

  validation {
    condition     = var.to != "aws" || var.from_azure != null || var.from_gcp != null
    error_message = "to = aws: nobody is let in: give from_azure or from_gcp. Functions in AWS itself need no federation."
  }

  validation {
    condition     = var.to == "aws" || var.from_aws != null
    error_message = "to: into Azure and Google functions of AWS come: give from_aws. Functions of the same cloud need no federation."
  }

  validation {
    condition     = var.to == "aws" || (var.from_azure == null && var.from_gcp == null)
    error_message = "to: the packages of Azure and Google write to their own cloud and to AWS only: put the bucket in AWS, or leave from_azure and from_gcp out."
  }

  validation {
    condition     = var.to != "azure" || var.azure_bucket != null
    error_message = "to = azure: say in azure_bucket where the identity of the writers is to be made, and which account has the container."
  }

  validation {
    condition     = var.to != "gcp" || var.gcp_bucket != null
    error_message = "to = gcp: say in gcp_bucket in which project the writers' account is to be made."
  }
}

variable "from_azure" {
  description = "The tenant of Azure, and the object id of each function's managed identity, by a name of yours: outputs tenant_id and identities of the module azure."
  type = object({
    tenant_id = string
    subjects  = map(string)
  })
  default = null

  validation {
    condition     = var.from_azure == null ? true : alltrue([for s in concat([var.from_azure.tenant_id], values(var.from_azure.subjects)) : can(regex("^[^*?@ ]+$", s))])
    error_message = "from_azure: tenant and subjects are ids as 00000000-0000-0000-0000-000000000000; a name is none, and a pattern would let others in."
  }

  validation {
    condition     = var.from_azure == null ? true : length(var.from_azure.subjects) > 0
    error_message = "from_azure: name at least one managed identity."
  }
}

variable "from_gcp" {
  description = "The numeric id of each function's service account, by a name of yours: output subjects of the module gcp."
  type = object({
    subjects = map(string)
    audience = optional(string, "sts.amazonaws.com")
  })
  default = null

  validation {
    condition     = var.from_gcp == null ? true : alltrue([for s in values(var.from_gcp.subjects) : can(regex("^[^*?@ ]+$", s))])
    error_message = "from_gcp: subjects are the numeric ids of service accounts, not their addresses; a pattern would let others in."
  }

  validation {
    condition     = var.from_gcp == null ? true : length(var.from_gcp.subjects) > 0 && length(var.from_gcp.audience) > 0 && !strcontains(var.from_gcp.audience, "*")
    error_message = "from_gcp: name at least one service account, and one audience."
  }
}

variable "from_aws" {
  description = "The account's issuer of tokens (aws iam enable-outbound-web-identity-federation prints it), and the ARN of each function's role, by a name of yours: output roles of the module aws."
  type = object({
    issuer = string
    roles  = map(string)
  })
  default = null

  validation {
    condition     = var.from_aws == null ? true : can(regex("^https://[a-z0-9.-]+[.]amazonaws[.]com$|^https://[a-z0-9.-]+[.]api[.]aws$", var.from_aws.issuer))
    error_message = "from_aws: issuer is the account's own, https://…: aws iam get-outbound-web-identity-federation-info prints it."
  }

  validation {
    condition     = var.from_aws == null ? true : length(var.from_aws.roles) > 0 && alltrue([for r in values(var.from_aws.roles) : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[^*?' ]+$", r))])
    error_message = "from_aws: roles are ARNs, arn:aws:iam::ACCOUNT:role/NAME, without wildcards; name at least one."
  }
}

variable "aws_bucket" {
  description = "For to = aws: output bucket of the module bucket-s3."
  type = object({
    arn    = string
    region = string
  })
  default = null

  validation {
    condition     = var.to != "aws" || var.aws_bucket != null
    error_message = "aws_bucket: to = aws needs the output bucket of the module bucket-s3."
  }

  validation {
    condition     = var.aws_bucket == null ? true : can(regex("^arn:[a-z-]+:s3:::[a-z0-9.-]+$", var.aws_bucket.arn))
    error_message = "aws_bucket: arn is that of the bucket, arn:aws:s3:::NAME."
  }

  validation {
    condition     = var.aws_bucket == null ? true : contains(local.aws_regions, var.aws_bucket.region)
    error_message = "aws_bucket: region is AWS's name of the one that the bucket is in, as eu-central-1: functions ask there for credentials. Those known are in regions.tf."
  }
}

variable "azure_bucket" {
  description = "For to = azure: resource group and region of the identity that writes, resource id of the account that has the container."
  type = object({
    resource_group = string
    location       = string
    account_id     = string
  })
  default = null

  validation {
    condition     = var.azure_bucket == null ? true : contains(local.azure_regions, var.azure_bucket.location)
    error_message = "azure_bucket: location is the region of the bucket, written as Azure writes it (westeurope). Those known are in regions.tf."
  }
}

variable "gcp_bucket" {
  description = "For to = gcp: project of the account that writes, and of the pool that lets others be it."
  type = object({
    project = string
  })
  default = null
}

variable "tags" {
  description = "Tags of all that takes some."
  type        = map(string)
  default     = {}
}
