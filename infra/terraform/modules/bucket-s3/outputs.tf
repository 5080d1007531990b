locals {
  lock_warning = "The bucket ${local.bucket} is NOT LOCKED: retention is GOVERNANCE, good for trials only. For evidence that nobody can remove set lock = true and years. That cannot be undone: objects stay until six years after the end of their year, those of ${var.first_shard} until ${local.kept_until[tostring(var.first_shard)]}, and the bucket and their cost with them."
}

output "bucket" {
  description = "The log's bucket, as the modules of the clouds take it."
  value = {
    url    = "s3://${local.bucket}"
    name   = local.bucket
    arn    = local.bucket_arn
    region = data.aws_region.this.region
    mode   = local.mode

    # What whoever puts an object must ask for at least, by the year that its name begins with.
    kept_until = local.kept_until
  }

  # Nobody is told of a bucket that does not refuse yet.
  depends_on = [aws_s3_bucket_policy.log]
}

output "access_log_bucket" {
  description = "Where S3 writes who asked for what of the log."
  value       = aws_s3_bucket.access.bucket
}

output "key_arn" {
  description = "The key that objects are encrypted under. Readers outside the listed writers need kms:Decrypt with it."
  value       = aws_kms_key.log.arn
}

output "kept_until" {
  description = "Until when an object is kept at least, by the year that its name begins with."
  value       = local.kept_until
}

output "lock_warning" {
  description = "Empty where the bucket is locked; else what that means."
  value       = var.lock ? "" : local.lock_warning
}
