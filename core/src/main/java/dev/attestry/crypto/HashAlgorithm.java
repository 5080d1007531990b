package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * The digests we compute. Always the JDK's own implementation: it is the fastest there is for small
 * inputs, whatever provider checks the signatures.
 */
public enum HashAlgorithm {
  SHA1("SHA-1", 20),
  SHA256("SHA-256", 32),
  SHA384("SHA-384", 48),
  SHA512("SHA-512", 64);

  private final String jcaName;
  private final int length;

  /** One for each thread: finding a provider's class takes longer than a short digest. */
  @SuppressWarnings("ImmutableEnumChecker") // a cache; no thread sees another's
  private final ThreadLocal<MessageDigest> reused = ThreadLocal.withInitial(this::newDigest);

  HashAlgorithm(String jcaName, int length) {
    this.jcaName = jcaName;
    this.length = length;
  }

  /** The algorithm with this name, written as TPM tools do: {@code sha256}. */
  public static Optional<HashAlgorithm> ofName(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "sha1", "sha-1" -> Optional.of(SHA1);
      case "sha256", "sha-256" -> Optional.of(SHA256);
      case "sha384", "sha-384" -> Optional.of(SHA384);
      case "sha512", "sha-512" -> Optional.of(SHA512);
      default -> Optional.empty();
    };
  }

  /** The name as the JDK writes it: {@code SHA-256}. */
  public String jcaName() {
    return jcaName;
  }

  /** The name in lower case without a dash, as TPM tools and our JSON write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Length of a digest in bytes. */
  public int length() {
    return length;
  }

  /** The digest of all parts, one after the other. */
  public Bytes digest(Bytes... parts) {
    MessageDigest md = reused.get();
    md.reset(); // an error in the loop below, if ever, must not leak into the next digest
    for (Bytes p : parts) {
      p.update(md);
    }
    return Bytes.of(md.digest()); // which resets it
  }

  /** A fresh digest object, for loops that reuse it. */
  public MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(jcaName, "SUN");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's provider lacks " + jcaName, e);
    }
  }
}
