package dev.attestry.aws.store;

import dev.attestry.bucket.StoreBorder;

final class StoreBorderTest extends StoreBorder {

  StoreBorderTest() {
    super("dev.attestry.aws.store", "com.fasterxml.jackson.databind..", "software.amazon.awssdk..");
  }
}
