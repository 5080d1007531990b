output "bucket" {
  description = "Where the log is."
  value       = module.bucket.bucket
}

output "lock_warning" {
  description = "Empty where the bucket is locked; else what that means."
  value       = module.bucket.lock_warning
}

output "commit_keys" {
  description = "The key of each cloud that signs commits: its public half goes into the log's key document, under the name of the cloud's writer."
  value = {
    aws   = module.aws.commit_key
    azure = module.azure.commit_key
    gcp   = module.gcp.commit_key
  }
}

output "topics" {
  description = "What tells of failed checks, gaps and faults, in each cloud."
  value = {
    aws   = module.aws.topic
    azure = module.azure.topic
    gcp   = module.gcp.topic
  }
}

output "dead_letter_commands" {
  description = "To be run once after the apply with a genesis: Eventarc has no setting for dead letters."
  value       = module.gcp.dead_letter_commands
}
