package dev.attestry.chain;

import dev.attestry.bucket.ObjectName;
import dev.attestry.codec.Bytes;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of the objects of a shard (design, section 7). Numbers are written in the digit groups of
 * C2SP tlog-tiles, hashes in lower-case hexadecimal.
 *
 * @param shard name of the shard, the first part of every name: {@code 2026}
 */
public record Layout(String shard) {

  /** Name of an object below its shard, as entries refer to it; a taken name gets a suffix. */
  static final Pattern OBJECT = Pattern.compile("[a-z]+/[0-9a-f]{64,96}(~[0-9a-f]{8})?");

  private static final Pattern SHARD = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  public Layout {
    if (!SHARD.matcher(shard).matches()) {
      throw new IllegalArgumentException("not a shard name: " + shard);
    }
  }

  /** The object that everything begins with. */
  public ObjectName genesis() {
    return ObjectName.of(shard + "/genesis");
  }

  /** The slot {@code k}: {@code commit/x001/234}. */
  public ObjectName commit(long k) {
    return ObjectName.of(shard + "/commit/" + groups(k));
  }

  /** The derived copy of a key document. */
  public ObjectName keys(Bytes sha256) {
    return ObjectName.of(shard + "/keys/" + sha256.hex());
  }

  /** An evidence pack. */
  public ObjectName evidence(Bytes sha256) {
    return ObjectName.of(shard + "/ev/" + sha256.hex());
  }

  /** A policy, flow map or anchor set. */
  public ObjectName policy(Bytes sha384) {
    return ObjectName.of(shard + "/policy/" + sha384.hex());
  }

  /** An object that an entry refers to by its name below the shard. */
  public ObjectName object(String reference) {
    return ObjectName.of(shard + "/" + reference);
  }

  /** What an entry writes to refer to an object of this shard. */
  public String reference(ObjectName name) {
    return name.value().substring(shard.length() + 1);
  }

  /** C2SP tlog-tiles: groups of three digits, all but the last with an x in front. */
  private static String groups(long n) {
    if (n < 0) {
      throw new IllegalArgumentException("negative number: " + n);
    }
    String last = String.format(Locale.ROOT, "%03d", n % 1000);
    StringBuilder out = new StringBuilder(last);
    for (long rest = n / 1000; rest > 0; rest /= 1000) {
      out.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    return out.toString();
  }
}
