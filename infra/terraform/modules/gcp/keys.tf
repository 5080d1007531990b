# Keys never leave Cloud KMS. None is destroyed by Terraform: what a lost key signed or sealed is lost with it.

resource "google_kms_key_ring" "this" {
  name     = var.name
  project  = var.project
  location = var.region

  depends_on = [google_project_service.needed]
}

# Signs commits. Google rotates no key that signs, and it must not: a new version counts only once the owner has signed it into
# the key document. infra/README.md has the steps.
resource "google_kms_crypto_key" "commit" {
  name                          = "${var.name}-commit"
  key_ring                      = google_kms_key_ring.this.id
  purpose                       = "ASYMMETRIC_SIGN"
  skip_initial_version_creation = true
  destroy_scheduled_duration    = "10368000s" # 120 days, the longest that Google waits.
  labels                        = var.labels

  version_template {
    algorithm        = "EC_SIGN_P256_SHA256"
    protection_level = var.protection_level
  }

  lifecycle {
    prevent_destroy = true

    precondition {
      condition     = var.bucket.days == null ? true : timecmp(timeadd(plantimestamp(), "${var.bucket.days * 24}h"), "${var.shard + 7}-01-01T00:00:00Z") >= 0
      error_message = "What is written today would be kept for ${coalesce(var.bucket.days, 0)} days, which does not reach the end of ${var.shard + 6}: make the log of ${var.shard} from October of the year before on, or set years of the bucket higher."
    }
  }
}

resource "google_kms_crypto_key_version" "commit" {
  count = var.commit_key_versions

  crypto_key = google_kms_crypto_key.commit.id

  # Fewer versions than there were would destroy one, and with it what proves that Google held it.
  lifecycle {
    prevent_destroy = true
  }
}

# Wraps the data keys of evidence.
resource "google_kms_crypto_key" "pack" {
  name                       = "${var.name}-pack"
  key_ring                   = google_kms_key_ring.this.id
  purpose                    = "ENCRYPT_DECRYPT"
  rotation_period            = "${var.pack_key_rotation_days * 86400}s"
  destroy_scheduled_duration = "10368000s"
  labels                     = var.labels

  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = var.protection_level
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Encrypts what waits in the queues.
resource "google_kms_crypto_key" "queue" {
  name                       = "${var.name}-queue"
  key_ring                   = google_kms_key_ring.this.id
  purpose                    = "ENCRYPT_DECRYPT"
  rotation_period            = "7776000s" # 90 days.
  destroy_scheduled_duration = "10368000s"
  labels                     = var.labels

  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = var.protection_level
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Pub/Sub keeps messages under the key, so it must use it.
resource "google_kms_crypto_key_iam_member" "queue" {
  crypto_key_id = google_kms_crypto_key.queue.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = local.pubsub_agent
}
