package dev.attestry.cli;

import dev.attestry.chain.LogLine;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.StandingCommit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Remembers the newest lines of a log that somebody wants to see. */
final class History implements LogVisitor {

  /** Enough to read; older ones are in the log. */
  private static final int KEPT = 200;

  /** A line and the commit that it stands in. */
  record Line(StandingCommit commit, LogLine line) {}

  private final BiPredicate<StandingCommit, LogLine> wanted;
  private final Deque<Line> lines = new ArrayDeque<>();
  private final long commitWanted;
  private Optional<StandingCommit> commit = Optional.empty();
  private long seen;

  /**
   * @param commitWanted number of the commit to keep; negative for the newest
   */
  History(long commitWanted, BiPredicate<StandingCommit, LogLine> wanted) {
    this.commitWanted = commitWanted;
    this.wanted = wanted;
  }

  @Override
  public void standing(StandingCommit c) {
    if (commitWanted < 0 || c.head().commit() == commitWanted) {
      commit = Optional.of(c);
    }
    for (LogLine l : c.lines()) {
      if (wanted.test(c, l)) {
        seen++;
        lines.addLast(new Line(c, l));
        if (lines.size() > KEPT) {
          lines.removeFirst();
        }
      }
    }
  }

  /** Oldest first. */
  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** How many there were in all. */
  long seen() {
    return seen;
  }

  Optional<StandingCommit> commit() {
    return commit;
  }
}
