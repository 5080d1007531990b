package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import org.junit.jupiter.api.Test;

/** A search that looks first where the last one ended must neither miss nor invent a challenge. */
final class ChallengeSearchTest {

  private static final Bytes CHALLENGE = Bytes.utf8("0123456789abcdef");
  private static final Bytes OTHER = Bytes.utf8("fedcba9876543210");

  private final ChallengeSearch search = new ChallengeSearch();

  private static Bytes around(int before, Bytes part, int after) {
    return Bytes.concat(Bytes.zeros(before), part, Bytes.zeros(after));
  }

  @Test
  void findsEachWhereverTheLastOneStood() {
    for (int at : new int[] {100, 100, 0, 7, 300, 100, 299}) {
      assertThat(search.contains(around(at, CHALLENGE, 20), CHALLENGE)).isTrue();
    }
  }

  /** An old document in place of the one that was asked for. */
  @Test
  void takesNoOtherChallengeThatStandsAtThatPlace() {
    assertThat(search.contains(around(100, CHALLENGE, 20), CHALLENGE)).isTrue();
    assertThat(search.contains(around(100, OTHER, 20), CHALLENGE)).isFalse();
  }

  @Test
  void endsWithEvidenceThatIsShorterThanTheLast() {
    assertThat(search.contains(around(100, CHALLENGE, 0), CHALLENGE)).isTrue();
    for (int length = 0; length <= 120; length++) {
      assertThat(search.contains(Bytes.zeros(length), CHALLENGE)).isFalse();
    }
  }

  @Test
  void findsWhatHexadecimalAndBase64Hide() {
    Bytes hex = Bytes.utf8("{\"nonce\":\"" + CHALLENGE.hex() + "\"}");
    assertThat(search.contains(hex, CHALLENGE)).isTrue();
    assertThat(search.contains(Bytes.utf8("e." + Base64s.encodeUrl(hex) + ".s"), CHALLENGE))
        .isTrue();
    assertThat(search.contains(hex, OTHER)).isFalse();
  }
}
