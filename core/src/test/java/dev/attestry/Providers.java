package dev.attestry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.crypto.Crypto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whoever verifies signatures: each must come to the same answer. */
public final class Providers {

  private Providers() {}

  /** The JDK's, Bouncy Castle, and the fast one, which must be there where it is built for. */
  public static List<Crypto> all() {
    List<Crypto> all = new ArrayList<>(List.of(Crypto.jdk(), Crypto.bouncyCastle()));
    Optional<Crypto> fast = Crypto.accp();
    if (System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64")) {
      assertThat(fast)
          .as("the fast provider, without which nothing is compared with it")
          .isPresent();
    }
    fast.ifPresent(all::add);
    return all;
  }

  /** The same without the JDK's, whose answer the others' are held against. */
  public static List<Crypto> besideTheJdk() {
    return all().subList(1, all().size());
  }
}
