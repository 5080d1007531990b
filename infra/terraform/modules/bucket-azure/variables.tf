variable "name" {
  description = "What all names begin with. The storage accounts are called by its letters and digits and eight more, which come from the subscription, since their names are unique in all of Azure."
  type        = string
  default     = "attestry"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "name becomes part of the names of storage accounts: use 2 to 31 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "location" {
  description = "Azure's name of the region, as westeurope."
  type        = string

  validation {
    condition     = contains(local.regions, var.location)
    error_message = "location must be a region of Azure's public cloud that has three zones, written as Azure writes it (westeurope): the log is kept in three of them. Those known are in regions.tf; take the nearest of them."
  }
}

variable "first_shard" {
  description = "Year of the first log in the container. It stays as it is when the year turns: the container takes later logs, too."
  type        = number

  validation {
    condition     = var.first_shard >= 2020 && var.first_shard <= 2199 && floor(var.first_shard) == var.first_shard
    error_message = "first_shard is the year of the first log in the container: write it with four digits, as 2026."
  }
}

variable "lock" {
  description = "true: the policy is locked, and nobody can shorten or remove it, not even Microsoft. false: unlocked, for trials."
  type        = bool
  default     = false

  validation {
    condition     = !var.lock || var.years != null
    error_message = "lock = true cannot be undone, so say how long it holds: set years, the full years after its shard's year for which a blob is kept (6 or more)."
  }
}

variable "years" {
  description = "For how many full years after its shard's year a blob is kept. Without it 6, where lock is false."
  type        = number
  default     = null

  validation {
    condition     = var.years == null ? true : var.years >= 6 && var.years <= 93 && floor(var.years) == var.years
    error_message = "years must be a whole number from 6 to 93: HIPAA asks for six years, and a log needs them after its last entry."
  }
}

variable "writers" {
  description = "Object ids in Entra of who may create blobs from outside Azure, each under a name of yours: the apps or identities that functions in other clouds sign in as, and the owner of the log. The functions of the module azure are granted there."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for id in values(var.writers) : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id))])
    error_message = "writers are object ids of identities in Entra, as 01234567-89ab-cdef-0123-456789abcdef: neither names nor client ids."
  }
}

variable "break_glass" {
  description = "Object ids in Entra of who may lift the guards of policy.tf, each under a name of yours. Whoever runs terraform apply needs as much. None of them can delete from a locked container."
  type        = map(string)

  validation {
    condition     = length(var.break_glass) > 0 && alltrue([for id in values(var.break_glass) : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id))])
    error_message = "break_glass are object ids of people or groups in Entra, as 01234567-89ab-cdef-0123-456789abcdef; name at least one, or only an owner of the subscription could change the account."
  }
}

variable "access_log_days" {
  description = "After how many days a record of who asked for what is removed. With lock = true the records' containers are locked for as long: the days can never be lowered then, and raised only by az, not by Terraform."
  type        = number
  default     = 2557

  validation {
    condition     = var.access_log_days >= 90
    error_message = "access_log_days must be 90 or more: who looks into an incident needs the records from before it was seen."
  }
}

variable "alarm_targets" {
  description = "Resource ids of action groups that are told of each change of the guards."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.alarm_targets : can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Insights/actionGroups/[^/]+$", id))])
    error_message = "alarm_targets are resource ids of action groups, /subscriptions/…/providers/Microsoft.Insights/actionGroups/NAME."
  }
}

variable "tags" {
  description = "Tags of everything that can have some."
  type        = map(string)
  default     = {}
}
