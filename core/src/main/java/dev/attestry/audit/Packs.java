package dev.attestry.audit;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Entry;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.Layout;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackItem;
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
 * met an entry that refers to it. Keeps a few. Safe for use by several threads.
 */
final class Packs {

  private static final int EARLY = 3;
  private static final int USED = 2;
  private static final String FOLDER = "ev/";
  private static final int HEX = 64;

  private final Bucket bucket;
  private final Layout layout;
  private final PackReader reader;
  private final Map<String, FutureTask<Opened>> early = new HashMap<>();
  private final Map<String, FutureTask<Opened>> used = new LinkedHashMap<>();

  /**
   * A pack that was read, or why it was not.
   *
   * @param items by name
   * @param check what is wrong, if something is
   */
  record Opened(Optional<Map<String, PackItem>> items, AuditCheck check, String problem) {

    static Opened of(Pack pack) {
      Map<String, PackItem> byName = new HashMap<>();
      pack.items().forEach(i -> byName.put(i.name(), i));
      return new Opened(Optional.of(byName), AuditCheck.PACK, "");
    }

    static Opened not(AuditCheck check, String problem) {
      return new Opened(Optional.empty(), check, problem);
    }
  }

  Packs(Bucket bucket, Layout layout, PackReader reader) {
    this.bucket = bucket;
    this.layout = layout;
    this.reader = reader;
  }

  /** Reads what an entry refers to, if there is room. */
  void ahead(Entry e) {
    if (e.content() instanceof ResultContent r) {
      for (EvidenceReference ref : r.evidence()) {
        Optional<FutureTask<Opened>> mine = ifRoom(ref.pack());
        mine.ifPresent(FutureTask::run);
      }
    }
  }

  private synchronized Optional<FutureTask<Opened>> ifRoom(String reference) {
    if (early.size() >= EARLY || early.containsKey(reference) || used.containsKey(reference)) {
      return Optional.empty();
    }
    FutureTask<Opened> task = new FutureTask<>(() -> read(reference));
    early.put(reference, task);
    return Optional.of(task);
  }

  /** The pack. */
  Opened get(String reference) {
    FutureTask<Opened> task = taken(reference);
    task.run(); // does nothing where another thread began
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Opened.not(AuditCheck.COULD_NOT_READ, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized FutureTask<Opened> taken(String reference) {
    FutureTask<Opened> known = used.get(reference);
    if (known != null) {
      return known;
    }
    FutureTask<Opened> ready = early.remove(reference);
    FutureTask<Opened> task = ready == null ? new FutureTask<>(() -> read(reference)) : ready;
    if (used.size() == USED) {
      used.remove(used.keySet().iterator().next());
    }
    used.put(reference, task);
    return task;
  }

  private Opened read(String reference) {
    return switch (bucket.read(layout.object(reference))) {
      case ReadOutcome.Found f -> read(reference, f.bytes());
      case ReadOutcome.Absent a -> Opened.not(AuditCheck.PACK, "is not there");
      case ReadOutcome.Unreadable u -> Opened.not(AuditCheck.COULD_NOT_READ, u.reason());
    };
  }

  private Opened read(String reference, Bytes object) {
    String hex = Pack.hash(object).hex();
    if (!reference.startsWith(FOLDER) || !reference.regionMatches(FOLDER.length(), hex, 0, HEX)) {
      return Opened.not(AuditCheck.PACK, "its bytes have the hash " + hex);
    }
    try {
      return switch (reader.read(object)) {
        case PackReader.Outcome.Opened o -> Opened.of(o.pack());
        case PackReader.Outcome.NoKey n ->
            Opened.not(AuditCheck.PACK_SEALED, "encrypted under key " + n.keyId());
        case PackReader.Outcome.Refused n ->
            Opened.not(AuditCheck.PACK, "key " + n.keyId() + " does not open it");
      };
    } catch (MalformedInput e) {
      return Opened.not(AuditCheck.PACK, String.valueOf(e.getMessage()));
    }
  }
}
