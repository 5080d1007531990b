variable "name" {
  description = "What all names begin with."
  type        = string
  default     = "attestry"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name)) && !startswith(var.name, "aws") && !startswith(var.name, "amazon")
    error_message = "name: 2 to 31 lower-case letters, digits and hyphens, a letter first, and not aws or amazon, which Systems Manager keeps to itself."
  }
}

variable "origin" {
  description = "Name of the log, as attestry init is given it."
  type        = string

  validation {
    condition     = can(regex("^[!-*,-~]{1,255}$", var.origin))
    error_message = "origin: up to 255 printing characters without spaces and plus signs, best under a domain of yours: example.com/flows."
  }
}

variable "shard" {
  description = "Year of the log."
  type        = number

  validation {
    condition     = var.shard >= 2020 && var.shard <= 2199 && floor(var.shard) == var.shard
    error_message = "shard is the year that the log is of: write it with four digits, as 2026."
  }
}

variable "genesis" {
  description = "SHA-256 of the log's genesis. Without it there are keys, queues and roles and nothing that runs: the genesis names the commit key, so the key comes first."
  type        = string
  default     = null

  validation {
    condition     = var.genesis == null ? true : can(regex("^[0-9a-f]{64}$", var.genesis))
    error_message = "genesis is a SHA-256: 64 hexadecimal digits in lower case, as the command prints it."
  }
}

variable "logs" {
  description = "The logs that you have: genesis by origin and year, as \"example.com/flows/2026\". Keep it in a file beside this configuration, and add each new one: with genesis, the log that is meant must be among them."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for g in values(var.logs) : can(regex("^[0-9a-f]{64}$", g))])
    error_message = "logs: to each origin and year the SHA-256 of its genesis, 64 hexadecimal digits."
  }

  validation {
    condition     = var.genesis == null ? !contains(keys(var.logs), "${var.origin}/${var.shard}") : lookup(var.logs, "${var.origin}/${var.shard}", "") == var.genesis
    error_message = "origin: by logs there is a log of this name and year already with another genesis, or none with the genesis that is given here. Two logs of one name could be shown for each other: choose another origin, or set genesis to that of the log that is meant. A log that is new is added here first: logs = { \"${var.origin}/${var.shard}\" = GENESIS }."
  }
}

variable "plans" {
  description = "false: no more checks are planned, and what nobody answers in time becomes a gap: the log of a year is closed so (infra/README.md, The turn of the year)."
  type        = bool
  default     = true
}

variable "writer" {
  description = "Name of the commit key in the log's key document. Another key is another writer: change both together."
  type        = string
  default     = "aws-commit"

  validation {
    condition     = can(regex("^[a-z0-9-]{1,64}$", var.writer))
    error_message = "writer is the name that attestry keys add was given, and stands in the key document: 1 to 64 lower-case letters, digits and hyphens."
  }
}

variable "commit_keys" {
  description = "How many commit keys there are. Raise it by one to rotate; nothing is taken away."
  type        = number
  default     = 1

  validation {
    condition     = var.commit_keys >= 1 && var.commit_keys <= 100 && floor(var.commit_keys) == var.commit_keys
    error_message = "commit_keys: a whole number from 1 to 100."
  }
}

variable "commit_key" {
  description = "Number of the key that functions sign with; nobody signs with the others. Change it once the key document names the new one."
  type        = number
  default     = 1

  validation {
    condition     = var.commit_key >= 1 && var.commit_key <= var.commit_keys
    error_message = "commit_key: there is no such key yet: raise commit_keys first, and let the owner sign the new key."
  }

  validation {
    condition     = floor(var.commit_key) == var.commit_key
    error_message = "commit_key: keys have whole numbers, from 1 on."
  }
}

variable "map" {
  description = "Name of the flow map. The one in force in the log counts."
  type        = string
}

variable "policy" {
  description = "Name of the policy. The one in force in the log counts."
  type        = string
}

variable "package" {
  description = "Path of attestry-aws-functions.zip."
  type        = string

  validation {
    condition     = fileexists(var.package)
    error_message = "There is no package at this path. Build it (mvn -pl aws-adapter/functions -am package makes aws-adapter/functions/target/attestry-aws-functions.zip) or name the one of a release."
  }
}

variable "bucket" {
  description = "The log's bucket: output bucket of the module bucket-s3, or of another cloud's with what its store needs in environment: for that take a package of yours that holds its store, which ours does not (docs/functions.md)."
  type = object({
    url         = string
    mode        = string
    arn         = optional(string)
    kept_until  = optional(map(string))
    environment = optional(map(string), {})
  })

  validation {
    condition     = can(regex("^(s3|az|gs)://", var.bucket.url))
    error_message = "bucket.url says where the log is: s3://BUCKET, az://ACCOUNT/CONTAINER or gs://BUCKET."
  }

  validation {
    condition     = contains(["COMPLIANCE", "GOVERNANCE"], var.bucket.mode)
    error_message = "bucket.mode is COMPLIANCE for a locked bucket, else GOVERNANCE."
  }

  validation {
    condition     = startswith(var.bucket.url, "s3://") == (var.bucket.arn != null)
    error_message = "bucket.arn is the ARN of a bucket in S3, and only of such a one."
  }
}

variable "break_glass" {
  description = "ARNs of the roles that may take a key away or change its policy. The role that runs terraform apply must be one of them."
  type        = set(string)

  validation {
    condition     = length(var.break_glass) > 0 && alltrue([for r in var.break_glass : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[^*?]+$", r))])
    error_message = "break_glass are ARNs of roles, arn:aws:iam::ACCOUNT:role/NAME, without wildcards; name at least one, or no key's policy could ever be changed."
  }
}

variable "schedule" {
  description = "When components are checked: rate(…) or cron(…) of EventBridge Scheduler, in UTC."
  type        = string
  default     = "rate(5 minutes)"

  validation {
    condition     = can(regex("^(rate\\([1-9][0-9]* (minutes?|hours?|days?)\\)|cron\\(.+\\))$", var.schedule))
    error_message = "schedule: rate(5 minutes) or cron(0/5 * * * ? *)."
  }
}

variable "audit_schedule" {
  description = "When the whole log is audited, likewise."
  type        = string
  default     = "cron(0 3 * * ? *)"

  validation {
    condition     = can(regex("^(rate\\([1-9][0-9]* (minutes?|hours?|days?)\\)|cron\\(.+\\))$", var.audit_schedule))
    error_message = "audit_schedule: rate(1 day) or cron(0 3 * * ? *)."
  }
}

variable "late_after_minutes" {
  description = "After how many minutes without a sweep, or without a commit of results that wait, somebody is told. More than two rounds of schedule."
  type        = number
  default     = 15

  validation {
    condition     = var.late_after_minutes >= 2 && var.late_after_minutes <= 1440 && floor(var.late_after_minutes) == var.late_after_minutes
    error_message = "late_after_minutes: a whole number from 2 to 1440."
  }
}

variable "log_retention_days" {
  description = "For how many days CloudWatch keeps what functions print."
  type        = number
  default     = 400

  validation {
    condition     = contains([30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days: CloudWatch takes 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 (and fewer, which is too few to look into an incident)."
  }
}

variable "alarm_targets" {
  description = "ARNs of SNS topics that alarms are sent to."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for t in var.alarm_targets : can(regex("^arn:[a-z-]+:sns:", t))])
    error_message = "alarm_targets are ARNs of SNS topics, arn:aws:sns:REGION:ACCOUNT:NAME."
  }
}

variable "environment" {
  description = "More settings of the functions, as ATTESTRY_TIMEOUT_SECONDS or ATTESTRY_GUEST_CA (docs/functions.md)."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for k in keys(var.environment) : startswith(k, "ATTESTRY_")])
    error_message = "environment: settings whose names begin with ATTESTRY_."
  }
}

variable "tags" {
  description = "Tags of everything that can have some."
  type        = map(string)
  default     = {}
}
