package dev.attestry.azure.store;

import dev.attestry.bucket.StoreBorder;

final class StoreBorderTest extends StoreBorder {

  StoreBorderTest() {
    super("dev.attestry.azure.store", "com.fasterxml.jackson.databind..", "com.azure..");
  }
}
