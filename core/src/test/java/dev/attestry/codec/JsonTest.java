package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict JSON in, canonical JSON out. */
final class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "{} x",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"x\":{\"b\":1,\"b\":1}}",
        "{a:1}",
        "{'a':1}",
        "// c\n1",
        "/* c */1",
        "01",
        "+1",
        ".5",
        "1.",
        "NaN",
        "Infinity",
        "-",
        "tru",
        "\"\\x\"",
        "\"\\ud8\"",
        "\"a\nb\"",
        "\"abc",
        "\uFEFF{}"
      })
  void refusesWhatIsNotOneStrictValue(String text) {
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> read(text));
  }

  /** Functions log the reason, and a message may name a person. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient4711",
        "{\"a\":patient4711}",
        "{\"patient4711\":1,\"patient4711\":2}",
        "{\"a\":\"patient4711\\x\"}",
        "{\"a\":\"patient4711\nb\"}",
        "{\"a\":\"patient4711",
        "{\"a\":\"patient4711\"} patient4711",
        "[4711patient4711]"
      })
  void neverQuotesWhatItRefuses(String text) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> read(text))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("patient", "4711"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22c32822",
        "22ff22",
        "22eda08022",
        "22c08022",
        "feff007b007d",
        "7b007d00",
        "0000007b"
      })
  void refusesOtherEncodingsThanUtf8(String hex) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> Json.read("test", Bytes.ofHex(hex)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesNestingOfTenThousand(String opening) {
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> read(opening.repeat(10_000)));
  }

  @Test
  void refusesNumbersOfThousandsOfDigits() {
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> read("1".repeat(5000)));
  }

  @Test
  void keepsLargeNumbersExactly() throws MalformedInput {
    assertThat(read("18446744073709551615").asText()).isEqualTo("18446744073709551615");
    assertThat(read("0.1000000000000000055511151231257827").decimalValue().toPlainString())
        .isEqualTo("0.1000000000000000055511151231257827");
  }

  @Test
  void refusesAnArrayWhereAnObjectIsDue() {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> Json.readObject("test", Bytes.utf8("[]")));
  }

  @Test
  void writesTheCanonicalFormThatAnotherImplementationWrites() throws MalformedInput, IOException {
    String text =
        "{'\\u20ac':'Euro','\\r':'CR','1':1,'\\u0080':[true,null,-0,9007199254740991],"
            .concat("'\\ud83d\\ude00':'\\u000f\\b\\t\\/\\u2028','\\ufb33':{'b':0,'a':-7}}")
            .replace('\'', '"');
    assertThat(Jcs.encode(read(text)).utf8())
        .isEqualTo(new JsonCanonicalizer(text).getEncodedString());
  }

  @Test
  void writesRandomTextsAsAnotherImplementationDoes() throws MalformedInput, IOException {
    Random random = new Random(7);
    for (int n = 0; n < 500; n++) {
      StringBuilder key = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        int c = random.nextInt(0x800);
        key.append(String.format("\\u%04x", c));
      }
      String text = "{\"" + key + "\":\"" + key + "\",\"z\":" + random.nextInt() + "}";
      assertThat(Jcs.encode(read(text)).utf8())
          .isEqualTo(new JsonCanonicalizer(text).getEncodedString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "9007199254740992",
        "-9007199254740992",
        "1e2",
        "\"\\ud800\"",
        "\"\\udc00x\""
      })
  void canonicalFormRefusesWhatIsOutsideTheProfile(String text) throws MalformedInput {
    JsonNode node = read(text);
    assertThatIllegalArgumentException().isThrownBy(() -> Jcs.encode(node));
    assertThat(Jcs.isCanonical(Bytes.utf8(text), node)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ }", "{\"b\":1,\"a\":2}", "-0", "\"\\u0041\"", "\"\\/\"", "[1 ,2]"})
  void seesThatAFormIsNotTheCanonicalOne(String text) throws MalformedInput {
    assertThat(Jcs.isCanonical(Bytes.utf8(text), read(text))).isFalse();
  }

  private static JsonNode read(String text) throws MalformedInput {
    return Json.read("test", Bytes.utf8(text));
  }
}
