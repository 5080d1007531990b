package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lab keeps is what it would make again, and never more than that. */
final class LabMemoryTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:34:56Z");

  @TempDir private Path folder;
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void whatWasMadeOfTheSameIsNotMadeAgain() throws IOException {
    assertThat(kept("a", "one")).isEqualTo(Bytes.utf8("of one"));
    assertThat(kept("a", "one")).isEqualTo(Bytes.utf8("of one"));
    assertThat(made).hasValue(1);
    assertThat(kept("a", "two")).as("another input").isEqualTo(Bytes.utf8("of two"));
    assertThat(kept("b", "one")).as("another place").isEqualTo(Bytes.utf8("of one"));
    assertThat(made).hasValue(3);
    assertThat(files()).as("a place holds one thing").hasSize(2);
  }

  @Test
  void whatIsDamagedIsMadeAgain() throws IOException {
    kept("a", "one");
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] b = whole.clone();
      b[i] ^= 1;
      Files.write(file, b);
      assertThat(kept("a", "one")).isEqualTo(Bytes.utf8("of one"));
    }
    assertThat(made).hasValue(1 + whole.length);
    Files.write(file, new byte[0]);
    assertThat(kept("a", "one")).isEqualTo(Bytes.utf8("of one"));
  }

  @Test
  void keysOfAllTypesComeBackFromMemory() {
    Bytes seed = Bytes.zeros(32);
    LabStore store = new LabStore(folder, LabRandom.of(seed, "store"));
    for (LabKeyType type : List.of(LabKeyType.P256, LabKeyType.P384, LabKeyType.RSA2048)) {
      KeyPair first = LabPki.of(seed, store).key("a key", type);
      KeyPair again = LabPki.of(seed, store).key("a key", type);
      assertThat(again.getPublic()).isEqualTo(LabPki.of(seed).key("a key", type).getPublic());
      assertThat(again.getPrivate()).isEqualTo(first.getPrivate());
    }
  }

  /** A signature that was kept for another key must not come back for this one. */
  @Test
  void anotherKeysSignatureIsNotTaken() throws GeneralSecurityException {
    LabStore store = new LabStore(folder, LabRandom.of(Bytes.zeros(32), "store"));
    Bytes message = Bytes.utf8("m");
    for (LabPki pki : List.of(LabPki.named("one"), LabPki.named("two"))) {
      RSAPrivateKey k = (RSAPrivateKey) pki.key("k", LabKeyType.RSA2048).getPrivate();
      RSAPrivateKey bare =
          (RSAPrivateKey)
              KeyFactory.getInstance("RSA")
                  .generatePrivate(new RSAPrivateKeySpec(k.getModulus(), k.getPrivateExponent()));
      Bytes s = store.signature("p", bare, message, () -> Bytes.utf8(k.getModulus().toString()));
      assertThat(s.utf8()).isEqualTo(k.getModulus().toString());
    }
  }

  @Test
  void aSecondRunAnswersWithTheSameCertificates() throws IOException {
    LabAttester first = attester();
    LabAttester second = attester();
    Bytes slot = Bytes.zeros(64);
    assertThat(second.answer(slot, NOW).collateral())
        .isEqualTo(first.answer(slot, NOW).collateral());
    assertThat(second.answer(slot, NOW).evidence()).isEqualTo(first.answer(slot, NOW).evidence());
  }

  private LabAttester attester() throws IOException {
    LabStore store = new LabStore(folder, LabRandom.of(Bytes.zeros(32), "store"));
    return new LabAttesters(store, NOW).make("vm", "sev-snp", "app");
  }

  private Bytes kept(String place, String input) {
    LabStore store = new LabStore(folder, LabRandom.of(Bytes.zeros(32), "store"));
    return store.kept(
        place,
        Bytes.utf8(input),
        () -> {
          made.incrementAndGet();
          return Bytes.utf8("of " + input);
        });
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
