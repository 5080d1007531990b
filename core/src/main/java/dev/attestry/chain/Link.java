package dev.attestry.chain;

import dev.attestry.codec.Bytes;

/**
 * A reference to an entry: its place in the log and what stands there.
 *
 * @param index leaf index
 * @param leaf RFC 6962 leaf hash, 32 bytes
 */
public record Link(long index, Bytes leaf) {

  public Link {
    if (index < 0 || leaf.length() != 32) {
      throw new IllegalArgumentException("a link is a leaf index and a 32-byte leaf hash");
    }
  }
}
