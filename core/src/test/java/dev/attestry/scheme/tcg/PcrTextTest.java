package dev.attestry.scheme.tcg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader takes what the JSON reader takes, or leaves it to that one. */
final class PcrTextTest {

  private static final String ZERO = "00".repeat(32);
  private static final String ONE = "Ab".repeat(32);

  @Test
  void readsTheUsualForm() throws MalformedInput {
    Bytes usual =
        Bytes.utf8("{\"sha256\": {\"0\":\"" + ZERO + "\",\n \"23\" : \"" + ONE + "\"} }\n");
    assertThat(PcrText.read(usual)).isPresent();
    PcrValues v = PcrValues.parse(usual);
    assertThat(v.get(HashAlgorithm.SHA256, 23)).isEqualTo(Optional.of(Bytes.ofHex(ONE)));
    assertThat(v.get(HashAlgorithm.SHA256, 1)).isEmpty();
    assertThat(v.get(HashAlgorithm.SHA384, 0)).isEmpty();
  }

  @Test
  void leavesEscapesToTheJsonReader() throws MalformedInput {
    Bytes escaped = Bytes.utf8("{\"sha\\u0032\\u0035\\u0036\":{\"0\":\"" + ONE + "\"}}");
    assertThat(PcrText.read(escaped)).isEmpty();
    assertThat(PcrValues.parse(escaped).get(HashAlgorithm.SHA256, 0)).isPresent();
  }

  /** A value that two readers see differently would be judged by one and quoted by the other. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'sha256':{'0':'Z','0':'O'}}",
        "{'sha256':{'0':'Z'},'sha256':{'0':'O'}}",
        "{'sha256':{'0':'Z'},'SHA-256':{'0':'O'}}",
        "{'sha256':{'00':'Z'}}",
        "{'sha256':{'24':'Z'}}",
        "{'sha256':{'-1':'Z'}}",
        "{'sha256':{'':'Z'}}",
        "{'sha384':{'0':'Z'}}",
        "{'sha256':{'0':'Zg'}}",
        "{'sha256':{'0':'Z'},}",
        "{'sha256':{'0':'Z',}}",
        "{'sha256':{'0':'Z'}}x",
        "{'sha256':{'0':'Z'}",
        "{'md5':{'0':'Z'}}",
        "{'sha256':{'0':Z}}",
        "{'sha256':['Z']}",
        "[]",
        ""
      })
  void refusesOtherForms(String form) {
    Bytes text = Bytes.utf8(form.replace('\'', '"').replace("Z", ZERO).replace("O", ONE));
    assertThat(PcrText.read(text)).isEmpty();
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> PcrValues.parse(text));
  }
}
