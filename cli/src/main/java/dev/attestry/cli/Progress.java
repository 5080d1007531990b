package dev.attestry.cli;

import java.time.Duration;
import java.time.Instant;

/** A line on standard error that counts, where a person watches; nothing elsewhere. */
final class Progress implements AutoCloseable {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration EVERY = Duration.ofMillis(100);

  private final Terminal terminal;
  private final String done;
  private final String what;
  private Instant next;
  private boolean drawn;

  Progress(Terminal terminal, String done, String what) {
    this.terminal = terminal;
    this.done = done;
    this.what = what;
    this.next = terminal.clock().instant().plus(FIRST);
  }

  void at(long count) {
    if (!terminal.live()) {
      return;
    }
    Instant now = terminal.clock().instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(EVERY);
    drawn = true;
    terminal.err().print("\r" + done + " " + count + " " + what + " …");
    terminal.err().flush();
  }

  @Override
  public void close() {
    if (drawn) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
    }
  }
}
