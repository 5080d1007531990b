package dev.attestry.gcp.store;

import dev.attestry.bucket.StoreBorder;

final class StoreBorderTest extends StoreBorder {

  StoreBorderTest() {
    super("dev.attestry.gcp.store", "com.google.api..", "com.google.auth..");
  }
}
