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
  description = "Id of the project that the functions run in."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project: give the id of the project, say my-project-1, neither its name nor its number."
  }
}

variable "region" {
  description = "Region of functions, queues, keys and logs."
  type        = string

  validation {
    condition = contains([
      "africa-south1", "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3", "asia-south1",
      "asia-south2", "asia-southeast1", "asia-southeast2", "australia-southeast1", "australia-southeast2", "europe-central2",
      "europe-north1", "europe-southwest1", "europe-west1", "europe-west2", "europe-west3", "europe-west4", "europe-west6",
      "europe-west8", "europe-west9", "europe-west10", "europe-west12", "me-central1", "me-central2", "me-west1",
      "northamerica-northeast1", "northamerica-northeast2", "southamerica-east1", "southamerica-west1", "us-central1",
      "us-east1", "us-east4", "us-east5", "us-south1", "us-west1", "us-west2", "us-west3", "us-west4",
    ], var.region)
    error_message = "region: Google runs no functions of the second generation there: choose one of cloud.google.com/functions/docs/locations, say europe-west4."
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
  description = "SHA-256 of the log's genesis. Without it keys, queues and accounts are made, and no functions yet: the genesis needs the keys first."
  type        = string
  default     = null

  validation {
    condition     = var.genesis == null ? true : can(regex("^[0-9a-f]{64}$", var.genesis))
    error_message = "genesis: 64 hexadecimal digits, as attestry init printed them; or leave it out for the first apply, which makes the keys."
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
  description = "Name of the commit key in the key document of the log."
  type        = string
  default     = "gcp-commit"

  validation {
    condition     = can(regex("^[a-z0-9-]{1,64}$", var.writer))
    error_message = "writer is the name that attestry keys add was given, and stands in the key document: 1 to 64 lower-case letters, digits and hyphens."
  }
}

variable "map" {
  description = "Name of the flow map that is in force."
  type        = string

  validation {
    condition     = length(var.map) > 0
    error_message = "map: the name in the first lines of the flow map."
  }
}

variable "policy" {
  description = "Name of the policy that is in force."
  type        = string

  validation {
    condition     = length(var.policy) > 0
    error_message = "policy: the name in the first lines of the policy."
  }
}

variable "package" {
  description = "The package of the functions: gcp-adapter/functions/target/attestry-gcp-functions.zip."
  type        = string

  validation {
    condition     = endswith(var.package, ".zip") && fileexists(var.package)
    error_message = "package: there is no such zip. Build it with mvn package, and give the path of gcp-adapter/functions/target/attestry-gcp-functions.zip."
  }
}

variable "bucket" {
  description = "The log's bucket: output bucket of the module that made it. In another cloud also the environment that the module federation puts out for this one."
  type = object({
    url         = string
    mode        = string
    days        = optional(number)
    environment = optional(map(string), {})
  })

  validation {
    condition     = contains(["GOVERNANCE", "COMPLIANCE"], var.bucket.mode)
    error_message = "bucket: mode is GOVERNANCE or COMPLIANCE, as the module of the bucket puts it out."
  }

  validation {
    condition     = can(regex("^(gs|s3)://[a-z0-9]", var.bucket.url))
    error_message = "bucket: the package for Google writes to gs://BUCKET[/PREFIX] and s3://BUCKET[/PREFIX]. For another store see docs/functions.md."
  }

  validation {
    condition     = !startswith(var.bucket.url, "s3://") || alltrue([for v in ["AWS_REGION", "AWS_ROLE_ARN", "ATTESTRY_BUCKET_AUDIENCE"] : contains(keys(var.bucket.environment), v)])
    error_message = "bucket: for a bucket of AWS functions need AWS_REGION, AWS_ROLE_ARN and ATTESTRY_BUCKET_AUDIENCE: give the environment that the module federation puts out for gcp."
  }
}

variable "runtime" {
  description = "Java of the functions."
  type        = string
  default     = "java21"

  validation {
    condition     = contains(["java21", "java25"], var.runtime)
    error_message = "runtime: java21 or java25; the package is byte code of Java 21."
  }
}

variable "schedule" {
  description = "When rounds start, as cron in UTC."
  type        = string
  default     = "*/5 * * * *"

  validation {
    condition     = can(regex("^[0-9*/,-]+( [0-9A-Za-z*/,-]+){4}$", var.schedule))
    error_message = "schedule: cron with five fields, say */5 * * * * for every five minutes."
  }
}

variable "sweep_late_minutes" {
  description = "After how many minutes without a round the alarm sounds. Three rounds are a good choice."
  type        = number
  default     = 15

  validation {
    condition     = var.sweep_late_minutes >= 2 && var.sweep_late_minutes <= 1410
    error_message = "sweep_late_minutes: from 2 to 1410, which is what Cloud Monitoring waits for at most."
  }
}

variable "audit_schedule" {
  description = "When the log is audited, as cron in UTC. The alarm for a missing audit expects one a day."
  type        = string
  default     = "17 3 * * *"

  validation {
    condition     = can(regex("^[0-9*/,-]+( [0-9A-Za-z*/,-]+){4}$", var.audit_schedule))
    error_message = "audit_schedule: cron with five fields, say 17 3 * * * for every night."
  }
}

variable "commit_key_versions" {
  description = "How many versions of the commit key there are. Raise it by one to rotate; nothing is taken away."
  type        = number
  default     = 1

  validation {
    condition     = var.commit_key_versions >= 1 && floor(var.commit_key_versions) == var.commit_key_versions
    error_message = "commit_key_versions: a whole number from 1."
  }
}

variable "commit_key_version" {
  description = "The version that functions sign with. Change it once the key document names the new one."
  type        = number
  default     = 1

  validation {
    condition     = var.commit_key_version >= 1 && var.commit_key_version <= var.commit_key_versions
    error_message = "commit_key_version: there is no such version yet: raise commit_key_versions first, and let the owner sign the new key."
  }

  validation {
    condition     = floor(var.commit_key_version) == var.commit_key_version
    error_message = "commit_key_version: versions have whole numbers, from 1 on."
  }
}

variable "protection_level" {
  description = "Where keys are kept: SOFTWARE, or HSM in hardware."
  type        = string
  default     = "SOFTWARE"

  validation {
    condition     = contains(["SOFTWARE", "HSM"], var.protection_level)
    error_message = "protection_level: SOFTWARE or HSM."
  }
}

variable "pack_key_rotation_days" {
  description = "After how many days evidence is encrypted under a new version of the pack key. Old versions stay, to read what is there."
  type        = number
  default     = 90

  validation {
    condition     = var.pack_key_rotation_days >= 1 && var.pack_key_rotation_days <= 365
    error_message = "pack_key_rotation_days: from 1 to 365."
  }
}

variable "machine_projects" {
  description = "Projects whose machines are asked for evidence; in the first one machines are looked for by their labels."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for p in var.machine_projects : can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", p))])
    error_message = "machine_projects: ids of projects."
  }
}

variable "ask_guests" {
  description = "Lets the check function set metadata of machines, to ask the agent in them. Who may do that may run anything there as root: leave it off where every component has a url or evidence that the API gives."
  type        = bool
  default     = false
}

variable "event_methods" {
  description = "Methods of Compute Engine after which a machine is checked."
  type        = list(string)
  default = [
    "v1.compute.instances.insert",
    "v1.compute.instances.start",
    "v1.compute.instances.stop",
    "v1.compute.instances.reset",
    "v1.compute.instances.delete",
    "v1.compute.instances.setMetadata",
    "v1.compute.instances.update",
    "v1.compute.instances.updateShieldedInstanceConfig",
    "v1.compute.instances.setShieldedInstanceIntegrityPolicy",
  ]

  validation {
    condition     = alltrue([for m in var.event_methods : can(regex("^(v1|beta)[.]compute[.][A-Za-z.]+$", m))])
    error_message = "event_methods: each as v1.compute.instances.start; Eventarc knows no patterns."
  }
}

variable "settings" {
  description = "Further environment variables of the functions, of those that docs/functions.md lists as optional."
  type        = map(string)
  default     = {}

  validation {
    condition = alltrue([for s in keys(var.settings) : contains([
      "ATTESTRY_TIMEOUT_SECONDS", "ATTESTRY_AT_ONCE", "ATTESTRY_ATTEMPTS", "ATTESTRY_GUEST_CA", "ATTESTRY_COLLATERAL_MIRROR",
      "ATTESTRY_TOPIC_FORMAT",
    ], s)])
    error_message = "settings: only ATTESTRY_TIMEOUT_SECONDS, _AT_ONCE, _ATTEMPTS, _GUEST_CA, _COLLATERAL_MIRROR and _TOPIC_FORMAT: the module sets the others itself."
  }
}

variable "log_retention_days" {
  description = "For how many days the logs of the functions are kept."
  type        = number
  default     = 400

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 3650
    error_message = "log_retention_days: from 1 to 3650."
  }
}

variable "alarm_targets" {
  description = "E-mail addresses that alarms go to."
  type        = list(string)

  validation {
    condition     = length(var.alarm_targets) > 0 && alltrue([for a in var.alarm_targets : can(regex("^[^@ ]+@[^@ ]+$", a))])
    error_message = "alarm_targets: at least one e-mail address: an alarm that nobody gets is none."
  }
}

variable "labels" {
  description = "Labels of all that takes some."
  type        = map(string)
  default     = {}
}
