variable "name" {
  description = "What the names of all resources begin with."
  type        = string
  default     = "attestry"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,14}[a-z0-9]$", var.name)) && !startswith(var.name, "goog") && !strcontains(var.name, "google")
    error_message = "name: 3 to 16 lower-case letters, digits and hyphens, a letter first: names of accounts in Google have 30 characters at most. Buckets may not be called after Google."
  }
}

variable "project" {
  description = "Id of the project that owns the bucket. Best one that holds nothing else: who owns the project can hand out rights on it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project: give the id of the project, say my-project-1, neither its name nor its number."
  }
}

variable "location" {
  description = "Region, or multi-region (EU, US, ASIA), where the objects are kept. It cannot be changed later."
  type        = string

  validation {
    condition = contains([
      "EU", "US", "ASIA", "africa-south1", "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3",
      "asia-south1", "asia-south2", "asia-southeast1", "asia-southeast2", "australia-southeast1", "australia-southeast2",
      "europe-central2", "europe-north1", "europe-north2", "europe-southwest1", "europe-west1", "europe-west2", "europe-west3",
      "europe-west4", "europe-west6", "europe-west8", "europe-west9", "europe-west10", "europe-west12", "me-central1",
      "me-central2", "me-west1", "northamerica-northeast1", "northamerica-northeast2", "northamerica-south1",
      "southamerica-east1", "southamerica-west1", "us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1",
      "us-west2", "us-west3", "us-west4",
    ], var.location)
    error_message = "location: Cloud Storage has no such place: give a region as europe-west4, or one of EU, US, ASIA."
  }
}

variable "first_shard" {
  description = "Year of the first log in the bucket, a part of the bucket's name. It stays as it is when the year turns: the bucket takes later logs, too."
  type        = number

  validation {
    condition     = var.first_shard >= 2020 && var.first_shard <= 2199 && floor(var.first_shard) == var.first_shard
    error_message = "first_shard is the year of the first log in the bucket: write it with four digits, as 2026."
  }
}

variable "years" {
  description = "For how many years after the end of its shard's year every object is kept. Without a value 6, unless lock = true: then it must be said."
  type        = number
  default     = null

  validation {
    condition     = var.years == null ? true : var.years >= 6 && var.years <= 90 && floor(var.years) == var.years
    error_message = "years: a whole number from 6 (what HIPAA asks of documentation) to 90 (Google keeps nothing longer than a hundred)."
  }
}

variable "lock" {
  description = "Locks the retention for good. Nobody, Google included, can shorten it or delete the bucket afterwards, until the last object's time is over."
  type        = bool
  default     = false

  validation {
    condition     = !var.lock || var.years != null
    error_message = "lock = true cannot be undone, and there is no retention to lock: say for how long, for example years = 6."
  }
}

variable "writers" {
  description = "Service accounts that write the log: those of the functions in Google, those that federated identities of other clouds become."
  type        = list(string)

  validation {
    condition     = length(var.writers) > 0 && alltrue([for w in var.writers : can(regex("^serviceAccount:[^@*]+@[^@*]+$", w))])
    error_message = "writers: name each as serviceAccount:NAME@PROJECT.iam.gserviceaccount.com. Groups, domains, pools and allUsers do not write a log."
  }
}

variable "readers" {
  description = "Who may read the log, to audit it: users, groups or service accounts."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for r in var.readers : can(regex("^(user|group|serviceAccount):[^@*]+@[^@*]+$", r))])
    error_message = "readers: name each as user:…, group:… or serviceAccount:…; the log is not for everybody."
  }
}

variable "break_glass" {
  description = "The only ones who may change the bucket's settings and its policy: users, groups or service accounts, best a group that is empty until it is needed."
  type        = list(string)

  validation {
    condition     = length(var.break_glass) > 0 && alltrue([for b in var.break_glass : can(regex("^(user|group|serviceAccount):[^@*]+@[^@*]+$", b))])
    error_message = "break_glass: name at least one as user:…, group:… or serviceAccount:…, else nobody could ever mend the policy."
  }
}

variable "access_log_days" {
  description = "For how many days it is kept who read and wrote the bucket."
  type        = number
  default     = 2557

  validation {
    condition     = var.access_log_days >= 1 && var.access_log_days <= 36500 && floor(var.access_log_days) == var.access_log_days
    error_message = "access_log_days: a whole number of days from 1 to 36500."
  }
}

variable "data_access_log" {
  description = "Switches on the audit log of reads and writes for all buckets of the project. false where the project has an audit configuration of Cloud Storage already, which this one would replace."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of the buckets."
  type        = map(string)
  default     = {}
}
