output "writers" {
  description = "Accounts that write the log, as the module bucket-gcs takes them."
  value       = sort([for f in keys(local.functions) : local.members[f]])
}

output "subjects" {
  description = "Numeric ids of these accounts, by function: what the module federation pins for a bucket in another cloud."
  value       = { for f, account in google_service_account.function : f => account.unique_id }
}

output "commit_key" {
  description = "The version of the commit key that signs: its public half goes into the key document."
  value       = google_kms_crypto_key_version.commit[var.commit_key_version - 1].name
}

output "pack_key" {
  description = "The key that evidence is encrypted under. Who may decrypt with it reads evidence: attestry audit --unseal."
  value       = google_kms_crypto_key.pack.id
}

output "topic" {
  description = "The topic that people and their tools listen to."
  value       = google_pubsub_topic.this["told"].id
}

output "dead_letter_commands" {
  description = "To be run once after the first apply with functions, and whenever a function was made anew: Eventarc has no setting for it."
  value = concat(
    [
      for f in local.dead_lettered : join(" && ", [
        local.subscription_of[f],
        "gcloud pubsub subscriptions add-iam-policy-binding \"$s\" --member=${local.pubsub_agent} --role=roles/pubsub.subscriber",
        "gcloud pubsub subscriptions update \"$s\" --dead-letter-topic=${google_pubsub_topic.this["dead-letter"].id} --max-delivery-attempts=5 --message-retention-duration=7d",
      ])
    ],
    # Nobody takes a dead letter from its function: it comes again for as long as it is kept.
    [for f, s in local.subscription_of : "${s} && gcloud pubsub subscriptions update \"$s\" --message-retention-duration=7d" if f == "dead-letter"],
  )
}

output "granted" {
  description = "Who may do what where, and why."
  value = {
    for at, g in local.granted : at => {
      member  = local.members[g.function]
      actions = g.actions
      on      = g.resource
      reason  = g.reason
    }
  }
}

output "log" {
  description = "Year and genesis of the log that each function is told to write, and whether it plans checks; empty before there is one."
  value = {
    for k, f in google_cloudfunctions2_function.this :
    k => { shard = f.service_config[0].environment_variables["ATTESTRY_SHARD"], genesis = f.service_config[0].environment_variables["ATTESTRY_GENESIS"], plans = lookup(f.service_config[0].environment_variables, "ATTESTRY_PLANS", "yes") }
  }
}
