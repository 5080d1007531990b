package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The throw-away PKI of one lab: keys follow from a seed and a name, certificates from what is
 * asked. With the same seed the same roots come back, so a flow map can pin them. Its names say
 * that it is a lab, and no built-in anchor trusts it.
 */
public final class LabPki {

  /** When roots begin and end: fixed, so that their fingerprints do not change. */
  static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

  static final Instant UNTIL = Instant.parse("2049-12-31T23:59:59Z");

  private final Bytes seed;
  private final LabMemory memory;
  private final Map<String, KeyPair> made = new ConcurrentHashMap<>();

  private LabPki(Bytes seed, LabMemory memory) {
    this.seed = seed;
    this.memory = memory;
  }

  /**
   * @param seed 16 bytes or more; whoever knows it can make all keys
   */
  public static LabPki of(Bytes seed) {
    return of(seed, LabMemory.NONE);
  }

  /** As above, of a lab that remembers what it made. */
  static LabPki of(Bytes seed, LabMemory memory) {
    if (seed.length() < 16) {
      throw new IllegalArgumentException("a seed has at least 16 bytes");
    }
    return new LabPki(seed, memory);
  }

  /** A PKI for a test, from a word. */
  public static LabPki named(String word) {
    return new LabPki(HashAlgorithm.SHA256.digest(Bytes.utf8(word)), LabMemory.NONE);
  }

  /** The key with this name. */
  public KeyPair key(String name, LabKeyType type) {
    return made.computeIfAbsent(type + "/" + name, full -> made(full, type));
  }

  private KeyPair made(String full, LabKeyType type) {
    return LabKeyCodec.decode(
        type,
        memory.kept(
            "key " + full,
            seed,
            () -> LabKeyCodec.encode(type.generate(LabRandom.of(seed, full)))));
  }

  /** A certificate in the making, for a key of this lab: what was signed before is remembered. */
  LabCertificate certificate(String subject, KeyPair keys) {
    return LabCertificate.of(subject, keys).keptBy(memory);
  }

  /** A root, good for thirty years. */
  public LabIdentity root(String subject, LabKeyType type) {
    return certificate(subject, key(subject, type)).authority(8).selfSigned();
  }

  /**
   * A CA below an issuer, valid around a time: from {@code life} before it to {@code life} after.
   */
  public LabIdentity authority(
      LabIdentity issuer, String subject, LabKeyType type, Instant around, Duration life) {
    return LabCertificate.of(subject, key(subject, type))
        .valid(around.minus(life), around.plus(life))
        .authority(4)
        .under(issuer);
  }
}
