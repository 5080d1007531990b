package dev.attestry.crypto;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;

/** RFC 6920: names of documents by their hashes, of the form {@code ni:///sha-384;…}. */
public final class NiUri {

  private static final String SHA_384 = "ni:///sha-384;";

  private NiUri() {}

  /** Of a document's canonical bytes. */
  public static String of(Bytes document) {
    return SHA_384 + Base64s.encodeUrl(HashAlgorithm.SHA384.digest(document));
  }

  /** The hash in one; empty if it is none. */
  public static Optional<Bytes> sha384(String uri) {
    if (!uri.startsWith(SHA_384)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64s.decodeUrl("ni URI", uri.substring(SHA_384.length())))
          .filter(hash -> hash.length() == 48);
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }
}
