package dev.attestry.chain;

import java.io.IOException;

/** The writer's key may not do this under the key document in force (chain §5). */
public final class KeyNotInForce extends IOException {
  private static final long serialVersionUID = 1L;

  KeyNotInForce(String reason) {
    super(reason);
  }
}
