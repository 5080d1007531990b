package dev.attestry.cli;

import java.time.Duration;

/** Small things in words. */
final class Words {

  private Words() {}

  static String duration(Duration d) {
    long ms = d.toMillis();
    return ms < 1000 ? ms + " ms" : ms / 1000 + "." + ms % 1000 / 100 + " s";
  }
}
