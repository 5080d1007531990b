package dev.attestry.chain;

import dev.attestry.bucket.ReadOutcome;

/** Sees every slot of a log in order, while it is walked. */
public interface LogVisitor {

  /** A visitor that looks at nothing. */
  LogVisitor NONE = new LogVisitor() {};

  /** A commit that stands. */
  default void standing(StandingCommit commit) {}

  /** A slot that every reader skips; {@code reason} is for people. */
  default void skipped(long slot, ReadOutcome.Found object, String reason) {}
}
