package dev.attestry.chain;

import java.io.IOException;

/**
 * What the log holds is not known: an object could not be read, or one that must be there is not.
 * Never to be taken for an empty or shorter log (chain §2, last paragraph).
 */
public final class CouldNotRead extends IOException {
  private static final long serialVersionUID = 1L;

  CouldNotRead(String reason) {
    super(reason);
  }
}
