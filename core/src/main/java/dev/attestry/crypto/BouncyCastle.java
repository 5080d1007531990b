package dev.attestry.crypto;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Bouncy Castle as a provider. A class of its own: one that names the provider opens its signed jar
 * when it is verified, which a start that does not use it would pay for.
 */
final class BouncyCastle {

  private BouncyCastle() {}

  static Provider provider() {
    return new BouncyCastleProvider();
  }
}
