package dev.attestry.collateral;

import java.io.IOException;
import java.io.Serial;

/**
 * Where collateral comes from. What it gives is judged by signature: it need not be believed. Safe
 * for use by several threads.
 */
@FunctionalInterface
interface CollateralSource {

  /** The document, if it can be had. */
  Published get(Wanted wanted) throws Down, InterruptedException;

  /** A vendor gives nothing at present. */
  final class Down extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    private final long pauseSeconds;

    /**
     * @param detail in words of ours
     * @param pauseSeconds for how long not to ask again
     */
    Down(String detail, long pauseSeconds) {
      super(detail);
      this.pauseSeconds = pauseSeconds;
    }

    long pauseSeconds() {
      return pauseSeconds;
    }
  }
}
