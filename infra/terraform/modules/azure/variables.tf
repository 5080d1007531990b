variable "name" {
  description = "What all names begin with. Names that are unique in all of Azure end in eight characters that come from the subscription."
  type        = string
  default     = "attestry"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,28}[a-z0-9]$", var.name))
    error_message = "name becomes part of the names of storage accounts, of a vault and of a workspace: use 4 to 30 lower-case letters, digits and hyphens, a letter first and no hyphen last."
  }
}

variable "location" {
  description = "Azure's name of the region, as westeurope."
  type        = string

  validation {
    condition     = contains(local.regions, var.location)
    error_message = "location must be a region of Azure's public cloud that has three zones, written as Azure writes it (westeurope): the queues are kept in three of them. Those known are in regions.tf; take the nearest of them."
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
  description = "Year of the log that is written."
  type        = number

  validation {
    condition     = var.shard >= 2020 && var.shard <= 2199 && floor(var.shard) == var.shard
    error_message = "shard is the year that the log is of: write it with four digits, as 2026."
  }
}

variable "genesis" {
  description = "SHA-256 of the log's genesis, as `attestry init` prints it. It pins the log. Without it there are keys, queues and identities and nothing that runs: the genesis names the commit key, so the key comes first."
  type        = string
  default     = null

  validation {
    condition     = var.genesis == null ? true : can(regex("^[0-9a-f]{64}$", var.genesis))
    error_message = "genesis is the SHA-256 of the log's genesis, 64 hexadecimal digits in lower case: `attestry init` prints it. Leave it out for the first apply, which makes the keys."
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
  description = "Name of the commit key in the log's key document."
  type        = string
  default     = "azure-commit"

  validation {
    condition     = can(regex("^[a-z0-9-]{1,64}$", var.writer))
    error_message = "writer is the name that attestry keys add was given, and stands in the key document: 1 to 64 lower-case letters, digits and hyphens."
  }
}

variable "commit_key" {
  description = "Version of the commit key that signs, as output commit_key names it. Without it the newest. Name the present one before you make a new version: nothing may sign with that until the log's key document has it."
  type        = string
  default     = null

  validation {
    condition     = var.commit_key == null ? true : can(regex("^https://[^/]+/keys/commit/[0-9a-f]{32}$", var.commit_key))
    error_message = "commit_key is the identifier of a version, https://VAULT/keys/commit/VERSION: a name alone comes to mean another key when there is a new version."
  }
}

variable "map" {
  description = "Name of the flow map. The one in force in the log counts."
  type        = string

  validation {
    condition     = can(regex("^[!-~]{1,64}$", var.map))
    error_message = "map is the name of the flow map, as it was entered into the log: it must not be empty nor have spaces."
  }
}

variable "policy" {
  description = "Name of the policy. The one in force in the log counts."
  type        = string

  validation {
    condition     = can(regex("^[!-~]{1,64}$", var.policy))
    error_message = "policy is the name of the policy, as it was entered into the log: it must not be empty nor have spaces."
  }
}

variable "package" {
  description = "Path of a zip of the folder that `mvn package` makes, azure-adapter/functions/target/azure-functions/attestry: host.json lies at its top."
  type        = string

  validation {
    condition     = fileexists(var.package) && endswith(var.package, ".zip")
    error_message = "package is no zip that is there: run `mvn package`, then `jar -c -M -f attestry-azure-functions.zip -C azure-adapter/functions/target/azure-functions/attestry .`, and name that file."
  }
}

variable "bucket" {
  description = "The log's bucket: output bucket of the module bucket-azure, or of bucket-s3 with the environment that the module federation puts out for this cloud."
  type = object({
    url         = string
    mode        = string
    endpoint    = optional(string)
    account_id  = optional(string)
    days        = optional(number)
    environment = optional(map(string), {})
  })

  validation {
    condition     = contains(["COMPLIANCE", "GOVERNANCE"], var.bucket.mode)
    error_message = "bucket.mode is COMPLIANCE for a locked bucket, else GOVERNANCE: give the output bucket of the bucket's module as it is."
  }

  validation {
    condition     = can(regex("^(az://[^/]+/[^/]+|s3://.+)$", var.bucket.url))
    error_message = "bucket.url says where the log is, az://ACCOUNT/CONTAINER or s3://BUCKET: the package holds no store for other buckets; docs/functions.md says how to make one that has."
  }

  validation {
    condition     = !startswith(var.bucket.url, "az://") || (var.bucket.endpoint != null && var.bucket.account_id != null)
    error_message = "For a bucket in Azure bucket.endpoint and bucket.account_id are needed, the container's address and the resource id of its account: give the output bucket of the module bucket-azure as it is."
  }

  validation {
    condition     = !startswith(var.bucket.url, "s3://") || length(setsubtract(["ATTESTRY_BUCKET_AUDIENCE", "AWS_REGION", "AWS_ROLE_ARN"], keys(var.bucket.environment))) == 0
    error_message = "For a bucket in AWS bucket.environment needs ATTESTRY_BUCKET_AUDIENCE (an app registration, api://…), AWS_REGION and AWS_ROLE_ARN: the module federation puts them out."
  }
}

variable "schedule" {
  description = "When sweep runs: six fields from the second on, in UTC."
  type        = string
  default     = "0 */5 * * * *"

  validation {
    condition     = can(regex("^[0-9*/,-]+( [0-9A-Za-z*/,-]+){5}$", var.schedule))
    error_message = "schedule has six fields, the first of them the second: \"0 */5 * * * *\" is every five minutes. Five fields, as of cron, are not enough."
  }
}

variable "late_after_minutes" {
  description = "After how many minutes without a sweep that ended well somebody is told. Three rounds of schedule are a good choice."
  type        = number
  default     = 15

  validation {
    condition     = contains([5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360], var.late_after_minutes)
    error_message = "late_after_minutes: Azure looks back for 5, 10, 15, 30, 45, 60, 120, 180, 240, 300 or 360 minutes."
  }
}

variable "audit_schedule" {
  description = "When audit runs: six fields from the second on, in UTC. Once a day, since the alarm waits for two days."
  type        = string
  default     = "0 30 3 * * *"

  validation {
    condition     = can(regex("^[0-9*/,-]+( [0-9A-Za-z*/,-]+){5}$", var.audit_schedule))
    error_message = "audit_schedule has six fields, the first of them the second: \"0 30 3 * * *\" is every day at 3:30. Five fields, as of cron, are not enough."
  }
}

variable "collecting" {
  description = "Of collecting evidence: ATTESTRY_TIMEOUT_SECONDS, ATTESTRY_AT_ONCE, ATTESTRY_ATTEMPTS, ATTESTRY_GUEST_CA, ATTESTRY_COLLATERAL_MIRROR, as docs/functions.md says."
  type        = map(string)
  default     = {}

  validation {
    condition = alltrue([for n in keys(var.collecting) : contains([
      "ATTESTRY_TIMEOUT_SECONDS", "ATTESTRY_AT_ONCE", "ATTESTRY_ATTEMPTS", "ATTESTRY_GUEST_CA", "ATTESTRY_COLLATERAL_MIRROR",
    ], n)])
    error_message = "collecting takes ATTESTRY_TIMEOUT_SECONDS, ATTESTRY_AT_ONCE, ATTESTRY_ATTEMPTS, ATTESTRY_GUEST_CA and ATTESTRY_COLLATERAL_MIRROR only: all else the module sets itself."
  }
}

variable "machines" {
  description = "Resource ids of machines, or of resource groups of machines, that are asked by Run Command, each under a name of yours. Check may run anything there as root: leave it empty where each component has a url."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for id in values(var.machines) : can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+(/providers/Microsoft.Compute/virtualMachines/[^/]+)?$", id))])
    error_message = "machines are resource ids of machines or of resource groups, /subscriptions/…/resourceGroups/GROUP[/providers/Microsoft.Compute/virtualMachines/NAME]. A whole subscription is refused: check may run anything there as root."
  }
}

variable "select_machines" {
  description = "Whether a component of the flow map is named by a tag or a resource group: check may then see the machines of the subscription."
  type        = bool
  default     = false
}

variable "attestation_providers" {
  description = "Resource ids of providers of Azure Attestation that the flow map names, each under a name of yours. Shared ones want no right."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for id in values(var.attestation_providers) : can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Attestation/attestationProviders/[^/]+$", id))])
    error_message = "attestation_providers are resource ids, /subscriptions/…/providers/Microsoft.Attestation/attestationProviders/NAME."
  }
}

variable "plan_sku" {
  description = "Size of the plan that all functions share. P1v3 has two processors and 8 GiB; a trial runs on B3."
  type        = string
  default     = "P1v3"

  validation {
    condition     = can(regex("^(B[23]|P[0-3]v[34]|P[1-5]mv[34])$", var.plan_sku))
    error_message = "plan_sku is B2 or B3 for trials, else P0v3 to P3v4 or P1mv3 to P5mv4. Y1, FC1 and EP1 to EP3 want a key of a storage account, and here is none (README.md); B1 has too little memory for six functions."
  }
}

variable "log_retention_days" {
  description = "For how many days what the functions say is kept."
  type        = number
  default     = 400

  validation {
    condition     = var.log_retention_days >= 30 && var.log_retention_days <= 730
    error_message = "log_retention_days is 30 to 730, which is what a workspace takes. What has to be kept for years stands in the log, not here."
  }
}

variable "alarm_targets" {
  description = "Resource ids of action groups that alarms go to."
  type        = list(string)

  validation {
    condition     = length(var.alarm_targets) > 0 && alltrue([for id in var.alarm_targets : can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Insights/actionGroups/[^/]+$", id))])
    error_message = "alarm_targets are resource ids of action groups, /subscriptions/…/providers/Microsoft.Insights/actionGroups/NAME; name at least one, or nobody hears that the checks have stopped."
  }
}

variable "tags" {
  description = "Tags of everything that can have some."
  type        = map(string)
  default     = {}
}
