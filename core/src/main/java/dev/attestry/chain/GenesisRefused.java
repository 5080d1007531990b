package dev.attestry.chain;

import java.io.IOException;

/** The bucket's genesis is not signed by its owners, or not the one that is pinned. */
public final class GenesisRefused extends IOException {
  private static final long serialVersionUID = 1L;

  GenesisRefused(String reason) {
    super(reason);
  }
}
