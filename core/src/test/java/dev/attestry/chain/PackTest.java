package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackTest {

  private static final Bytes SALT = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");
  private static final Bytes KEY = Bytes.utf8("k".repeat(32));
  private static final Bytes NONCE = Bytes.utf8("n".repeat(12));
  private static final PackItem A =
      new PackItem("vm-1/0/evidence", "application/cbor", SALT, Bytes.utf8("quote\n\0"));
  private static final PackItem B =
      new PackItem("vm-1/0/findings", "application/json", SALT, Bytes.EMPTY);
  private static final Pack PACK = new Pack(List.of(A, B));

  private static final PackReader CLEAR = PackReader.withoutKeys();
  private static final PackReader KEYED =
      new PackReader(id -> id.equals("2026/1") ? Optional.of(KEY) : Optional.empty());

  @Test
  void writesTheBytesOfTheFormat() {
    assertThat(PACK.encodeClear().utf8())
        .isEqualTo(
            """
            attestry/pack/v1 none -
            [{"length":7,"media_type":"application/cbor","name":"vm-1/0/evidence",\
            "salt":"AAECAwQFBgcICQoLDA0ODw=="},{"length":0,"media_type":"application/json",\
            "name":"vm-1/0/findings","salt":"AAECAwQFBgcICQoLDA0ODw=="}]
            quote
            \0\
            """);
  }

  @Test
  void readsBackWhatItWrites() throws MalformedInput {
    assertThat(CLEAR.read(PACK.encodeClear()))
        .isEqualTo(new PackReader.Outcome.Opened(PACK, Optional.empty()));
    Bytes sealed = PACK.encodeSealed("2026/1", KEY, NONCE);
    assertThat(sealed.utf8()).startsWith("attestry/pack/v1 aes-256-gcm 2026/1\nnnnnnnnnnnnn");
    assertThat(sealed.utf8()).doesNotContain("quote").doesNotContain("findings");
    assertThat(KEYED.read(sealed))
        .isEqualTo(new PackReader.Outcome.Opened(PACK, Optional.of("2026/1")));
  }

  @Test
  void saltsTheDigestSoThatGuessingTheItemIsNotEnough() {
    assertThat(A.digest()).isEqualTo(HashAlgorithm.SHA256.digest(SALT, A.content()));
    PackItem other = new PackItem(A.name(), A.mediaType(), Bytes.zeros(16), A.content());
    assertThat(other.digest()).isNotEqualTo(A.digest());
  }

  @Test
  void saysWhichKeyIsMissingOrDoesNotFit() throws MalformedInput {
    Bytes sealed = PACK.encodeSealed("2027/1", KEY, NONCE);
    assertThat(KEYED.read(sealed)).isEqualTo(new PackReader.Outcome.NoKey("2027/1"));
    PackReader wrong = new PackReader(id -> Optional.of(Bytes.zeros(32)));
    assertThat(wrong.read(sealed)).isEqualTo(new PackReader.Outcome.Refused("2027/1"));
  }

  @Test
  void noticesEveryFlippedByteOfASealedPackHeaderIncluded() {
    byte[] sealed = PACK.encodeSealed("2026/1", KEY, NONCE).toArray();
    for (int i = 0; i < sealed.length; i++) {
      byte[] b = sealed.clone();
      b[i] ^= 0x11;
      assertThat(opens(Bytes.of(b))).as("byte " + i).isFalse();
    }
  }

  private static boolean opens(Bytes object) {
    try {
      return KEYED.read(object) instanceof PackReader.Outcome.Opened;
    } catch (MalformedInput e) {
      return false;
    }
  }

  @Test
  void refusesEveryTruncationAndABytePastTheEnd() {
    for (Bytes object : List.of(PACK.encodeClear(), PACK.encodeSealed("2026/1", KEY, NONCE))) {
      for (int n = 0; n < object.length(); n++) {
        assertThat(opens(object.slice(0, n))).as("first " + n).isFalse();
      }
      assertThat(opens(Bytes.concat(object, Bytes.of(0)))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attestry/pack/v2 none -\n[]\n",
        "attestry/pack/v1 none\n[]\n",
        "attestry/pack/v1 none x\n[]\n",
        "attestry/pack/v1 none - \n[]\n",
        "attestry/pack/v1 rot13 -\n[]\n",
        "attestry/pack/v1 none -\n[ ]\n",
        "attestry/pack/v1 none -\n{}\n",
        "attestry/pack/v1 none -\n[]",
        "attestry/pack/v1 none -\n[{}]\n",
        "attestry/pack/v1 none -\n[1]\n",
        "attestry/pack/v1 none -\n[{\"length\":2147483647,\"media_type\":\"a\",\"name\":\"a\","
            + "\"salt\":\"AAECAwQFBgcICQoLDA0ODw==\"}]\n",
        "attestry/pack/v1 none -\n[{\"length\":-1,\"media_type\":\"a\",\"name\":\"a\","
            + "\"salt\":\"AAECAwQFBgcICQoLDA0ODw==\"}]\n",
        "attestry/pack/v1 none -\n[{\"length\":0,\"media_type\":\"a\",\"name\":\"../a\","
            + "\"salt\":\"AAECAwQFBgcICQoLDA0ODw==\"}]\n",
        "attestry/pack/v1 none -\n[{\"length\":0,\"media_type\":\"a\",\"name\":\"a\","
            + "\"salt\":\"AAECAw==\"}]\n",
        "attestry/pack/v1 none -\n[{\"length\":0,\"media_type\":\"a\",\"name\":\"a\","
            + "\"salt\":\"AAECAwQFBgcICQoLDA0ODw==\"},{\"length\":0,\"media_type\":\"a\","
            + "\"name\":\"a\",\"salt\":\"AAECAwQFBgcICQoLDA0ODw==\"}]\n"
      })
  void refusesEveryOtherForm(String object) {
    assertThatThrownBy(() -> CLEAR.read(Bytes.utf8(object))).isInstanceOf(MalformedInput.class);
  }

  @Test
  void refusesItemsThatAreTooLargeOrOfOneName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PackItem("a", "b", SALT, Bytes.zeros(PackItem.MAX_LENGTH + 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Pack(List.of(A, A)));
  }
}
