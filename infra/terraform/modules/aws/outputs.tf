output "roles" {
  description = "ARN of each function's role. Give them to bucket-s3 as writers, or to the federation."
  value       = { for f, r in aws_iam_role.function : f => r.arn }
}

output "commit_key" {
  description = "ARN of the key that signs commits: its public key goes into the log's key document."
  value       = local.commit_key
}

output "commit_keys" {
  description = "ARN of each commit key by its number, also of the keys that are not in use."
  value       = { for i, k in aws_kms_key.commit : i + 1 => k.arn }
}

output "pack_key" {
  description = "ARN of the key that packs are encrypted under. Auditors who open packs need kms:Decrypt with it."
  value       = aws_kms_key.pack.arn
}

output "topic" {
  description = "ARN of the topic that is told of failed checks, gaps and faults: subscribe to it."
  value       = aws_sns_topic.told.arn
}

output "queues" {
  description = "URL of each queue."
  value       = merge({ for k, q in aws_sqs_queue.work : k => q.url }, { dead-letter = aws_sqs_queue.dead_letter.url })
}

output "functions" {
  description = "ARN of each function; empty before the log has a genesis."
  value       = { for k, f in aws_lambda_function.function : k => f.arn }
}

output "permissions" {
  description = "What each function's role may do, with the reason."
  value = {
    for f, all in local.granted : f => [
      for s in all : { reason = s.reason, actions = s.actions, resources = s.resources } if length(s.resources) > 0
    ]
  }
}

output "log" {
  description = "Year and genesis of the log that each function is told to write, and whether it plans checks; empty before there is one."
  value = {
    for k, f in aws_lambda_function.function :
    k => { shard = f.environment[0].variables["ATTESTRY_SHARD"], genesis = f.environment[0].variables["ATTESTRY_GENESIS"], plans = lookup(f.environment[0].variables, "ATTESTRY_PLANS", "yes") }
  }
}
