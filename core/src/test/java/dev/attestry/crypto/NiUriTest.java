package dev.attestry.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document's name holds its whole hash and nothing else. */
final class NiUriTest {

  private static final String DIGITS = "A".repeat(64);

  @Test
  void aDocumentIsNamedByItsSha384() {
    Bytes document = Bytes.utf8("{}");
    assertThat(NiUri.of(document)).startsWith("ni:///sha-384;").hasSize(78);
    assertThat(NiUri.sha384(NiUri.of(document))).contains(HashAlgorithm.SHA384.digest(document));
  }

  /** A shorter hash would let somebody find another document of that name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ni:///sha-384;",
        "ni:///sha-384",
        "ni:///sha-384;AAAA",
        "ni:///sha-256;" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "sha-384;",
        "nowhere"
      })
  void whatHoldsNoWholeHashIsNoName(String uri) {
    assertThat(NiUri.sha384(uri)).isEmpty();
  }

  /** One document has one name: what decodes to the same hash in other digits is refused. */
  @Test
  void otherDigitsAreNoName() {
    assertThat(NiUri.sha384("ni:///sha-384;" + DIGITS)).isPresent();
    for (String other : new String[] {DIGITS + "=", DIGITS + "AAAA", "/" + DIGITS.substring(1)}) {
      assertThat(NiUri.sha384("ni:///sha-384;" + other)).isEmpty();
    }
  }
}
