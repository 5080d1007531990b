package dev.attestry.audit;

import dev.attestry.bucket.ObjectName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what is found, bounded: a log that is wrong everywhere must not fill the memory. */
final class AuditFindings {

  /** The most findings that are kept of each check. */
  static final int MAX_KEPT = 100;

  private final List<AuditFinding> kept = new ArrayList<>();
  private final Map<AuditCheck, Long> counts = new EnumMap<>(AuditCheck.class);

  void add(AuditFinding f) {
    if (counts.merge(f.check(), 1L, Long::sum) <= MAX_KEPT) {
      kept.add(f);
    }
  }

  /** About the log as a whole. */
  void log(AuditCheck check, String detail) {
    add(new AuditFinding(check, Optional.empty(), Optional.empty(), Optional.empty(), detail));
  }

  /** About a slot. */
  void slot(AuditCheck check, long k, ObjectName name, String detail) {
    add(new AuditFinding(check, Optional.of(k), Optional.empty(), Optional.of(name), detail));
  }

  /** About an object outside the slots. */
  void object(AuditCheck check, ObjectName name, String detail) {
    add(new AuditFinding(check, Optional.empty(), Optional.empty(), Optional.of(name), detail));
  }

  /** About an entry. */
  void entry(AuditCheck check, Place at, String detail) {
    add(
        new AuditFinding(
            check, Optional.of(at.commit()), Optional.of(at.index()), at.object(), detail));
  }

  /** Where an entry stands, and the object that is meant where it is another than its commit. */
  record Place(long commit, long index, Optional<ObjectName> object) {
    Place with(ObjectName other) {
      return new Place(commit, index, Optional.of(other));
    }
  }

  List<AuditFinding> kept() {
    return kept;
  }

  Map<AuditCheck, Long> counts() {
    return counts;
  }
}
