package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.List;

/**
 * Stores objects that entries refer to, before the commit that does: policies, packs. Needs no
 * chain: who writes evidence need not have read the log.
 */
public record ObjectWriter(Bucket bucket, Layout layout) {

  private static final int TRIES = 5;

  /**
   * Stores one.
   *
   * @param name names the content by its hash
   * @param suffix 8 random hexadecimal digits, used if other bytes stand at the name
   * @return what entries write to refer to it; a suffix in it is reason for an alarm
   */
  public String store(ObjectName name, Bytes body, String suffix) throws IOException {
    for (ObjectName n : names(name, suffix)) {
      if (put(bucket, n, body)) {
        return layout.reference(n);
      }
    }
    throw new CouldNotRead(name + " and " + name + "~" + suffix + " hold other bytes");
  }

  /** Where {@link #store} puts one, in this order. */
  public static List<ObjectName> names(ObjectName name, String suffix) {
    return List.of(name, ObjectName.of(name.value() + "~" + suffix));
  }

  /** True if the bytes stand at the name; false if others do. */
  static boolean put(Bucket bucket, ObjectName name, Bytes body) throws IOException {
    String reason = "";
    for (int i = 0; i < TRIES; i++) {
      String why = "not there after it was written";
      switch (bucket.create(name, body)) {
        case CreateOutcome.Created c -> {
          return true;
        }
        case CreateOutcome.AlreadyThere a -> {
          // Read below: the same bytes will do.
        }
        case CreateOutcome.Unknown u -> why = String.valueOf(u.cause().getMessage());
      }
      switch (bucket.read(name)) {
        case ReadOutcome.Found f -> {
          bucket.settle(name);
          return f.bytes().equals(body);
        }
        case ReadOutcome.Absent a -> reason = why;
        case ReadOutcome.Unreadable u -> reason = u.reason();
      }
    }
    throw new CouldNotRead(name + " could be neither written nor read: " + reason);
  }
}
