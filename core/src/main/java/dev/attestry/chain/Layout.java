package dev.attestry.chain;

import dev.attestry.bucket.ObjectName;
import dev.attestry.codec.Bytes;
import java.util.regex.Pattern;

/**
 * Names of the objects of a shard (design, section 7). Numbers are written in the digit groups of
 * C2SP tlog-tiles, hashes in lower-case hexadecimal.
 *
 * @param shard name of the shard, the first part of every name: {@code 2026}
 */
public record Layout(String shard) {

  /** Hexadecimal digits of the hash in a name: SHA-256 to SHA-384. */
  private static final Shape HASH = Shape.of("[0-9a-f]", 64, 96);

  private static final Shape FOLDER = Shape.of("[a-z]", 1, 16);

  /** What makes another name of one that is taken. */
  private static final Shape SUFFIX = Shape.of("[0-9a-f]", 8, 8);

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
    return ObjectName.of(shard + "/commit/" + TileName.groups(k));
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

  /** Whether a text is the name of an object below its shard, as entries refer to it. */
  static boolean isReference(String s) {
    int slash = s.indexOf('/');
    int tilde = s.indexOf('~');
    int end = tilde < 0 ? s.length() : tilde;
    return slash > 0
        && slash < end
        && FOLDER.matches(s.substring(0, slash))
        && HASH.matches(s.substring(slash + 1, end))
        && (tilde < 0 || SUFFIX.matches(s.substring(tilde + 1)));
  }

  /** What an entry writes to refer to an object of this shard. */
  public String reference(ObjectName name) {
    return name.value().substring(shard.length() + 1);
  }
}
