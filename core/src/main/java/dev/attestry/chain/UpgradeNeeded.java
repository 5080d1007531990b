package dev.attestry.chain;

import java.io.IOException;

/** A commit stands that is written in a format newer than this program (chain §2.6). */
public final class UpgradeNeeded extends IOException {
  private static final long serialVersionUID = 1L;

  UpgradeNeeded(long slot, long version) {
    super(
        "commit "
            + slot
            + " is of format version "
            + version
            + ", which the key document in force allows; upgrade attestry to read on");
  }
}
