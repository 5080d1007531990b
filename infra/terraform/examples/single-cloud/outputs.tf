output "bucket" {
  description = "Where the log is."
  value       = module.bucket.bucket
}

output "lock_warning" {
  description = "Empty where the bucket is locked; else what that means."
  value       = module.bucket.lock_warning
}

output "commit_key" {
  description = "ARN of the key that signs commits: its public key goes into the log's key document."
  value       = module.aws.commit_key
}

output "pack_key" {
  description = "ARN of the key that packs are encrypted under."
  value       = module.aws.pack_key
}

output "topic" {
  description = "ARN of the topic that is told of failed checks, gaps and faults."
  value       = module.aws.topic
}

output "functions" {
  description = "ARN of each function; empty before the log has a genesis."
  value       = module.aws.functions
}

output "permissions" {
  description = "What each function's role may do, with the reason."
  value       = module.aws.permissions
}
