package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Encrypts packs under a data key that only the key service unwraps: one request an instance, at
 * the first pack. The wrapped key lies in the bucket at {@code ev/<its SHA-256>}; packs name it
 * {@code kms:<that SHA-256>}. Without the service's key what packs hold is gone, and the verdicts
 * stay.
 */
public final class WrappedPackSeal implements PackSeal {

  /** What begins the key ids of packs. */
  static final String KEY_ID = "kms:";

  private static final int NONCE_LENGTH = 12;

  private final Maker service;
  private final ObjectWriter objects;
  private final RandomGenerator random;
  private Optional<Named> named = Optional.empty();

  /**
   * A key for AES-256-GCM.
   *
   * @param wrapped what whoever may unwrap it needs, and nobody else can use
   */
  public record DataKey(Bytes key, Bytes wrapped) {}

  /** A key service, seen by who encrypts. */
  @FunctionalInterface
  public interface Maker {
    DataKey make() throws IOException;
  }

  private record Named(String id, Bytes key) {}

  /**
   * How packs are written.
   *
   * @param objects where the wrapped key goes
   * @param random must not be predictable
   */
  public WrappedPackSeal(Maker service, ObjectWriter objects, RandomGenerator random) {
    this.service = service;
    this.objects = objects;
    this.random = random;
  }

  @Override
  public synchronized Bytes seal(Pack pack) throws IOException {
    Named k = named.isPresent() ? named.get() : make();
    named = Optional.of(k);
    return pack.encodeSealed(k.id(), k.key(), random(NONCE_LENGTH));
  }

  private Named make() throws IOException {
    DataKey made = service.make();
    Bytes hash = HashAlgorithm.SHA256.digest(made.wrapped());
    objects.store(objects.layout().evidence(hash), made.wrapped(), random(4).hex());
    return new Named(KEY_ID + hash.hex(), made.key());
  }

  private Bytes random(int length) {
    byte[] b = new byte[length];
    random.nextBytes(b);
    return Bytes.of(b);
  }
}
