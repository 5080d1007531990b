package dev.attestry.collateral;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.codec.Bytes;

/**
 * The log whose bucket keeps collateral.
 *
 * @param objects where it is kept
 * @param genesis SHA-256 of the log's genesis, which says who its owners are
 */
public record PinnedLog(ObjectWriter objects, Bytes genesis) {

  Bucket bucket() {
    return objects.bucket();
  }

  Layout layout() {
    return objects.layout();
  }
}
