package dev.attestry.crypto;

import java.security.Provider;
import java.util.Optional;

/** Loads the Amazon Corretto Crypto Provider without needing its jar. */
final class Accp {

  private static final String CLASS =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private Accp() {}

  static Optional<Provider> provider() {
    return Holder.PROVIDER;
  }

  private static final class Holder {
    static final Optional<Provider> PROVIDER = load();

    private static Optional<Provider> load() {
      try {
        Class<?> type = Class.forName(CLASS);
        Provider p = (Provider) type.getField("INSTANCE").get(null);
        type.getMethod("assertHealthy").invoke(p);
        return p.getService("Signature", "SHA384withECDSA") == null
            ? Optional.empty()
            : Optional.of(p);
      } catch (ReflectiveOperationException | LinkageError e) {
        return Optional.empty(); // no jar, no native library for this platform, or not healthy
      }
    }
  }
}
