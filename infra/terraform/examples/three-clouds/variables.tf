variable "name" {
  description = "What all names begin with."
  type        = string
  default     = "attestry"
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
  description = "Year of the log that functions write. When the year turns it is raised, with genesis and logs: infra/README.md says how."
  type        = number
}

variable "first_shard" {
  description = "Year of the first log in the bucket. It stays as it is when the year turns."
  type        = number
  default     = 2026
}

variable "genesis" {
  description = "SHA-256 of the log's genesis. Leave it out at first: then there are bucket, keys and identities, and nothing runs."
  type        = string
  default     = null
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

variable "map" {
  description = "Name of the flow map."
  type        = string
}

variable "policy" {
  description = "Name of the policy."
  type        = string
}

variable "lock" {
  description = "true: nobody can ever delete what is written, and that cannot be undone."
  type        = bool
  default     = false
}

variable "years" {
  description = "For how many full years after its shard's year an object is kept; must be said where lock is true."
  type        = number
  default     = null
}

variable "aws" {
  description = "Region, package, roles in AWS: owner writes genesis, key document, flow maps and policies; break_glass may change bucket and keys, and the role that runs terraform apply is one of them. Topics of SNS that alarms go to. Number and name of the commit key in use, as the module has them."
  type = object({
    region        = string
    package       = string
    owner         = string
    break_glass   = set(string)
    alarm_targets = optional(set(string), [])
    writer        = optional(string, "aws-commit")
    commit_keys   = optional(number, 1)
    commit_key    = optional(number, 1)
  })
}

variable "azure" {
  description = "Subscription, region, package, and action groups that alarms go to, in Azure. Version and name of the commit key in use, as the module has them."
  type = object({
    subscription_id = string
    location        = string
    package         = string
    alarm_targets   = list(string)
    writer          = optional(string, "azure-commit")
    commit_key      = optional(string)
  })
}

variable "gcp" {
  description = "Project, region, package, e-mail addresses that alarms go to, and projects whose machines are asked, in Google. Version and name of the commit key in use, as the module has them."
  type = object({
    project             = string
    region              = string
    package             = string
    alarm_targets       = list(string)
    machine_projects    = optional(list(string), [])
    writer              = optional(string, "gcp-commit")
    commit_key_versions = optional(number, 1)
    commit_key_version  = optional(number, 1)
  })
}

variable "tags" {
  description = "Tags, in Google labels, of everything that can have some: lower case."
  type        = map(string)
  default     = {}
}
