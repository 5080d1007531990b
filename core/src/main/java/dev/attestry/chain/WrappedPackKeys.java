package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The keys of packs that {@link WrappedPackSeal} made: one request to the key service for each,
 * which is kept. One that could not be had is not asked for again.
 */
public final class WrappedPackKeys implements Function<String, Optional<Bytes>> {

  private final Unwrapper service;
  private final Bucket bucket;
  private final Layout layout;
  private final Consumer<String> problem;
  private final Map<String, Optional<Bytes>> known = new HashMap<>();

  /** A key service, seen by who may unwrap. */
  @FunctionalInterface
  public interface Unwrapper {
    Bytes unwrap(Bytes wrapped) throws IOException;
  }

  /**
   * Keys whose wrapped ones lie in a bucket.
   *
   * @param layout of the log whose packs they are
   * @param problem is told why a key could not be had
   */
  public WrappedPackKeys(
      Unwrapper service, Bucket bucket, Layout layout, Consumer<String> problem) {
    this.service = service;
    this.bucket = bucket;
    this.layout = layout;
    this.problem = problem;
  }

  /**
   * SHA-256 of the wrapped key that a key id names, which lies among the packs and is named as they
   * are; empty where the key is kept elsewhere.
   */
  public static Optional<Bytes> hash(String keyId) {
    return keyId.matches(WrappedPackSeal.KEY_ID + "[0-9a-f]{64}")
        ? Optional.of(Bytes.ofHex(keyId.substring(WrappedPackSeal.KEY_ID.length())))
        : Optional.empty();
  }

  @Override
  public synchronized Optional<Bytes> apply(String keyId) {
    return known.computeIfAbsent(keyId, this::ask);
  }

  private Optional<Bytes> ask(String keyId) {
    try {
      return Optional.of(service.unwrap(wrapped(keyId)));
    } catch (IOException e) {
      problem.accept("key " + keyId + " of packs: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Bytes wrapped(String keyId) throws IOException {
    Bytes hash = hash(keyId).orElseThrow(() -> new IOException("not one of a key service"));
    return switch (bucket.read(layout.evidence(hash))) {
      case ReadOutcome.Found f when HashAlgorithm.SHA256.digest(f.bytes()).equals(hash) ->
          f.bytes();
      case ReadOutcome.Found f -> throw new IOException("its wrapped key was changed");
      case ReadOutcome.Absent a -> throw new IOException("its wrapped key is not in the bucket");
      case ReadOutcome.Unreadable u -> throw new IOException(u.reason());
    };
  }
}
