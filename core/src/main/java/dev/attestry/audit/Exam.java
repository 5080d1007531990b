package dev.attestry.audit;

import dev.attestry.chain.Entry;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Located;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.StandingCommit;
import java.time.Instant;

/** One part of an audit. Sees the log in order, once, and keeps as little as it can. */
interface Exam {

  /** A commit that stands, before its lines. */
  default void commit(StandingCommit commit) {}

  /** An entry that counts and meets the schema of its kind. */
  default void entry(LogLine line, Entry entry, Context at) {}

  /** The lines of a commit are done. */
  default void commitEnds(StandingCommit commit) {}

  /** No more commits. */
  default void logEnds() {}

  /**
   * Where an entry stands.
   *
   * @param signer the key that signed the commit
   */
  record Context(StandingCommit commit, KeyDocument.Key signer, AuditFindings.Place place) {

    /** The time that the commit states. */
    Instant written() {
      return commit.commit().header().writer().time();
    }

    /** The entry with where it stands. */
    Located located(LogLine line, Entry e) {
      return new Located(line.link(), e, place.commit(), signer.cloud(), written());
    }
  }
}
