package dev.attestry.audit;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Entry;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.Layout;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackReader;
import dev.attestry.chain.ResultContent;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Evidence packs, each read once for neighbouring entries; ahead of its turn where another thread
 * met an entry that refers to it. Keeps a few, and none that only strays and void commits refer to,
 * which never ask for it. Safe for use by several threads.
 */
final class Packs {

  private static final int EARLY = 3;
  private static final int USED = 2;
  private static final String FOLDER = "ev/";
  private static final int HEX = 64;

  private final Bucket bucket;
  private final Layout layout;
  private final PackReader reader;
  private final Map<String, Early> early = new HashMap<>();

  /** The pack that was begun last, by any thread: its neighbours need not ask again. */
  private volatile String newest = "";

  private final Map<String, FutureTask<OpenedPack>> used = new LinkedHashMap<>();

  /** A pack that was begun ahead of its turn, for an entry of that slot. */
  private record Early(FutureTask<OpenedPack> task, long slot) {}

  Packs(Bucket bucket, Layout layout, PackReader reader) {
    this.bucket = bucket;
    this.layout = layout;
    this.reader = reader;
  }

  /** Reads what an entry of a slot refers to, if there is room. */
  void ahead(Entry e, long slot) {
    if (e.content() instanceof ResultContent r) {
      for (EvidenceReference ref : r.evidence()) {
        if (!ref.pack().equals(newest)) {
          Optional<FutureTask<OpenedPack>> mine = ifRoom(ref.pack(), slot);
          mine.ifPresent(FutureTask::run);
        }
      }
    }
  }

  private synchronized Optional<FutureTask<OpenedPack>> ifRoom(String reference, long slot) {
    if (early.size() >= EARLY || early.containsKey(reference) || used.containsKey(reference)) {
      return Optional.empty();
    }
    FutureTask<OpenedPack> task = new FutureTask<>(() -> read(reference));
    early.put(reference, new Early(task, slot));
    newest = reference;
    return Optional.of(task);
  }

  /** Lets go of what no entry from that slot on was met with: its turn came and nobody took it. */
  synchronized void past(long slot) {
    early.values().removeIf(e -> e.slot < slot);
  }

  /** The pack. */
  OpenedPack get(String reference) {
    FutureTask<OpenedPack> task = taken(reference);
    task.run(); // does nothing where another thread began
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OpenedPack.not(AuditCheck.COULD_NOT_READ, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized FutureTask<OpenedPack> taken(String reference) {
    FutureTask<OpenedPack> known = used.get(reference);
    if (known != null) {
      return known;
    }
    Early ready = early.remove(reference);
    FutureTask<OpenedPack> task =
        ready == null ? new FutureTask<>(() -> read(reference)) : ready.task;
    if (used.size() == USED) {
      used.remove(used.keySet().iterator().next());
    }
    used.put(reference, task);
    return task;
  }

  private OpenedPack read(String reference) {
    return switch (bucket.read(layout.object(reference))) {
      case ReadOutcome.Found f -> read(reference, f.bytes());
      case ReadOutcome.Absent a -> OpenedPack.not(AuditCheck.PACK, "is not there");
      case ReadOutcome.Unreadable u -> OpenedPack.not(AuditCheck.COULD_NOT_READ, u.reason());
    };
  }

  private OpenedPack read(String reference, Bytes object) {
    String hex = Pack.hash(object).hex();
    if (!reference.startsWith(FOLDER) || !reference.regionMatches(FOLDER.length(), hex, 0, HEX)) {
      return OpenedPack.not(AuditCheck.PACK, "its bytes have the hash " + hex);
    }
    try {
      return switch (reader.read(object)) {
        case PackReader.Outcome.Opened o -> OpenedPack.of(o.pack(), o.keyId());
        case PackReader.Outcome.NoKey n ->
            OpenedPack.not(AuditCheck.PACK_SEALED, "encrypted under key " + n.keyId(), n.keyId());
        case PackReader.Outcome.Refused n ->
            OpenedPack.not(AuditCheck.PACK, "key " + n.keyId() + " does not open it", n.keyId());
      };
    } catch (MalformedInput e) {
      return OpenedPack.not(AuditCheck.PACK, String.valueOf(e.getMessage()));
    }
  }
}
