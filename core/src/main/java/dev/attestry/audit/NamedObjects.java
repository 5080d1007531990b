package dev.attestry.audit;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies among the packs and is none: the full reports that audits name by their SHA-256, and
 * the wrapped keys that packs name so. Of each one object is expected, with those bytes.
 */
final class NamedObjects {

  private static final Pattern PATH = Pattern.compile("ev/([0-9a-f]{64})(?:~[0-9a-f]{8})?");

  private final Hashes named = new Hashes();
  private final Hashes found = new Hashes();

  /** An entry that counts, or its pack, names what has this SHA-256. */
  void expect(Bytes sha256) {
    named.add(sha256);
  }

  /**
   * Whether it is one of them, and the first that is met of it. What cannot be read is none.
   *
   * @param path below the shard
   */
  boolean holds(Bucket bucket, ObjectName name, String path) {
    Matcher m = PATH.matcher(path);
    if (!m.matches()) {
      return false;
    }
    Bytes hash = Bytes.ofHex(m.group(1));
    return named.contains(hash)
        && bucket.read(name) instanceof ReadOutcome.Found f
        && HashAlgorithm.SHA256.digest(f.bytes()).equals(hash)
        && found.add(hash);
  }
}
