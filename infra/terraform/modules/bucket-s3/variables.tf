variable "name" {
  description = "What all names begin with. The bucket is NAME-log-ACCOUNT, its access log NAME-log-ACCOUNT-access."
  type        = string
  default     = "attestry"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "name becomes part of bucket names: use 2 to 31 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "first_shard" {
  description = "Year of the first log in the bucket. It stays as it is when the year turns: the bucket takes the logs of this year and of the nineteen after it, each with its own retention."
  type        = number

  validation {
    condition     = var.first_shard >= 2020 && var.first_shard <= 2180 && floor(var.first_shard) == var.first_shard
    error_message = "first_shard is the year of the first log in the bucket: write it with four digits, as 2026."
  }
}

variable "regions" {
  description = "Regions that the bucket may be in, where the law or a contract says so: a provider that was set up for another one makes nothing. Without it any that AWS has."
  type        = set(string)
  default     = null

  validation {
    condition     = var.regions == null ? true : length(var.regions) > 0 && length(setsubtract(var.regions, local.regions)) == 0
    error_message = "regions are AWS's names of regions that have S3 and KMS, as eu-central-1; name at least one. Those known are in regions.tf."
  }
}

variable "lock" {
  description = "true: COMPLIANCE, which nobody can undo, not even the account's root. false: GOVERNANCE, for trials. New objects only; what lies there keeps the mode that it was written with."
  type        = bool
  default     = false

  validation {
    condition     = !var.lock || var.years != null
    error_message = "lock = true cannot be undone, so say how long it holds: set years = 6, the full years after its shard's year for which an object is kept."
  }
}

variable "years" {
  description = "For how many full years after its shard's year an object is kept: 6, which every writer asks for. May be left out where lock is false."
  type        = number
  default     = null

  validation {
    condition     = var.years == null ? true : var.years == 6
    error_message = "years must be 6: HIPAA asks for six years, and every writer asks S3 for so many after the object's shard. A bucket that wanted more would refuse all that they write."
  }
}

variable "writers" {
  description = "ARNs of the roles that may create objects: those of the functions, the federated ones of the other clouds, and the one that the owner of the log uses. Everybody else is refused."
  type        = set(string)

  validation {
    condition     = length(var.writers) > 0 && alltrue([for w in var.writers : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[^*?]+$", w))])
    error_message = "writers are ARNs of roles, arn:aws:iam::ACCOUNT:role/NAME, without wildcards; name at least one, or nobody can write."
  }

  # At the plan of a first deploy, too, when the policy's length is not known yet.
  validation {
    condition     = length(var.writers) <= 40 && alltrue([for r in var.writers : length(r) <= 160])
    error_message = "writers are up to 40 roles, with ARNs of up to 160 characters: the bucket's policy names them all, and S3 takes 20 KB of it."
  }
}

variable "break_glass" {
  description = "ARNs of the roles that may change how the bucket is set up: its policy, its lock, its key. The role that runs terraform apply must be one of them. None of them can delete."
  type        = set(string)

  validation {
    condition     = length(var.break_glass) > 0 && alltrue([for r in var.break_glass : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[^*?]+$", r))])
    error_message = "break_glass are ARNs of roles, arn:aws:iam::ACCOUNT:role/NAME, without wildcards; name at least one, or the bucket's policy could never be changed again."
  }

  # At the plan of a first deploy, too, when the policy's length is not known yet.
  validation {
    condition     = length(var.break_glass) <= 20 && alltrue([for r in var.break_glass : length(r) <= 160])
    error_message = "break_glass are up to 20 roles, with ARNs of up to 160 characters: the bucket's policy names them all, and S3 takes 20 KB of it."
  }
}

variable "access_log_days" {
  description = "After how many days a record of who asked for what is removed."
  type        = number
  default     = 2557

  validation {
    condition     = var.access_log_days >= 90
    error_message = "access_log_days must be 90 or more: who looks into an incident needs the records from before it was seen."
  }
}

variable "tags" {
  description = "Tags of everything that can have some."
  type        = map(string)
  default     = {}
}
