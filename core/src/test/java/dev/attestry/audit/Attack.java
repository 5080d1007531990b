package dev.attestry.audit;

import dev.attestry.bucket.MemoryBucket;

/**
 * One thing that is done to a small log.
 *
 * @param what it is, for people
 */
record Attack(String what, Deed deed) {

  /** Does it, and audits what became of the log. */
  @FunctionalInterface
  interface Deed {
    AuditReport on(MemoryBucket bucket, AuditLab lab) throws Exception;
  }

  /** As a deed, where the usual audit follows. */
  @FunctionalInterface
  interface Change {
    void on(MemoryBucket bucket, AuditLab lab) throws Exception;
  }

  static Attack of(String what, Change change) {
    return new Attack(
        what,
        (bucket, lab) -> {
          change.on(bucket, lab);
          return Audit.run(bucket, AuditLab.SHARD, lab.settings());
        });
  }

  AuditReport run() throws Exception {
    MemoryBucket bucket = new MemoryBucket();
    return deed.on(bucket, AuditLab.smallLog(bucket));
  }
}
