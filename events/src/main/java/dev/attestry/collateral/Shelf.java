package dev.attestry.collateral;

import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a log's bucket keeps what vendors publish: {@code <shard>/collateral/<SHA-256 of the
 * URL>/<seconds>}. A set of keys counts only where a policy key vouches for it: it is signed by
 * nobody else.
 */
final class Shelf {

  /** Of the newest: more are not there but for planted ones. */
  private static final int LOOKED_AT = 8;

  private final PinnedLog log;
  private final Vouching vouching;

  Shelf(PinnedLog log) {
    this.log = log;
    this.vouching = new Vouching(log);
  }

  private String folder(Wanted wanted) {
    Bytes url = HashAlgorithm.SHA256.digest(Bytes.utf8(wanted.url().toString()));
    return log.layout().shard() + "/collateral/" + url.hex() + "/";
  }

  private ObjectName name(Wanted wanted, Published p) {
    String time = "%011d".formatted(p.fetchedAt().getEpochSecond());
    return ObjectName.of(folder(wanted) + time);
  }

  /** Who comes second finds the name taken, which is as good. A failure costs another request. */
  void keep(Wanted wanted, Published p) {
    if (wanted.kind() != Wanted.Kind.KEYS) {
      log.bucket().create(name(wanted, p), p.encode());
    }
  }

  /**
   * Puts down what somebody brought.
   *
   * @throws IOException if it does not stand there afterwards
   */
  void put(Wanted wanted, Published p) throws IOException {
    ObjectName name = name(wanted, p);
    CreateOutcome outcome = log.bucket().create(name, p.encode());
    if (outcome instanceof CreateOutcome.Created) {
      return;
    }
    if (!(log.bucket().read(name) instanceof ReadOutcome.Found f && f.bytes().equals(p.encode()))) {
      throw new IOException(
          name
              + (outcome instanceof CreateOutcome.Unknown u
                  ? " may not have been written: " + u.cause().getMessage()
                  : " holds something else, written in the same second"));
    }
    log.bucket().settle(name);
  }

  /** The newest that stands in the bucket, not later than now, and is of this URL. */
  Optional<Published> newest(Wanted wanted, Instant now) {
    String folder = folder(wanted);
    try (Stream<ObjectName> names = log.bucket().list(folder)) {
      List<ObjectName> newest =
          names
              .filter(n -> seconds(n, folder) <= now.getEpochSecond())
              .sorted(Comparator.reverseOrder())
              .limit(LOOKED_AT)
              .toList();
      return newest.stream()
          .flatMap(n -> read(n).stream())
          .filter(p -> counts(wanted, p) && !p.fetchedAt().isAfter(now))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // A cache that cannot be read costs a request.
    }
  }

  /** Of a name that says none: later than ever. */
  private static long seconds(ObjectName name, String folder) {
    String time = name.value().substring(folder.length());
    return time.matches("[0-9]{11}") ? Long.parseLong(time) : Long.MAX_VALUE;
  }

  private Optional<Published> read(ObjectName name) {
    try {
      return log.bucket().read(name) instanceof ReadOutcome.Found f
          ? Optional.of(Published.parse(f.bytes()))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty(); // Junk that somebody planted hides nothing.
    }
  }

  private boolean counts(Wanted wanted, Published p) {
    return p.url().equals(wanted.url().toString())
        && p.is(wanted.kind())
        && (wanted.kind() != Wanted.Kind.KEYS || vouching.holds(p));
  }
}
