package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One encoding for each byte string: a second one would give a token a second name. */
final class Base64sTest {

  @Test
  void readsWhatItWrites() throws MalformedInput {
    for (int n = 0; n < 10; n++) {
      Bytes b = Bytes.of(new byte[] {-1, 62, 63, -5, 0, 1, 2, 3, 4, -16}, 0, n);
      assertThat(Base64s.decode("test", Base64s.encode(b))).isEqualTo(b);
      assertThat(Base64s.decodeUrl("test", Base64s.encodeUrl(b))).isEqualTo(b);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"QQ", "QQ=", "QR==", "QUE", "QUF=", "QQ==QUFB", "QUFB=", "QUFB\n", "-_-_"})
  void refusesOtherEncodings(String text) {
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> Base64s.decode("test", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"QQ==", "QR", "QUE=", "QUF", "Q", "QUFBQ", "+/+/", "QUFB=", " QUFB"})
  void refusesOtherEncodingsOfBase64Url(String text) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> Base64s.decodeUrl("test", text));
  }

  /** What the JDK reads and writes again as it was. */
  @Test
  void readsWhatTheJdkReadsWhereItIsInTheOneFormInAnArrayAsInAText() {
    SplittableRandom random = new SplittableRandom(3);
    String marks = "AQgw/+-_= \n\u00ff";
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      int n = random.nextInt(13);
      for (int k = 0; k < n; k++) {
        text.append(marks.charAt(random.nextInt(random.nextInt(4) == 0 ? marks.length() : 6)));
      }
      for (int k = n == 0 ? 3 : random.nextInt(4); k < 2; k++) {
        text.append('=');
      }
      byte[] in = ("x" + text + "y").getBytes(StandardCharsets.ISO_8859_1);
      assertThat(outcome(() -> Base64s.decode("test", in, 1, in.length - 1)))
          .as(text.toString())
          .isEqualTo(byTheJdk(text.toString()))
          .isEqualTo(outcome(() -> Base64s.decode("test", text.toString())));
    }
  }

  private static Optional<Bytes> byTheJdk(String text) {
    try {
      byte[] b = Base64.getDecoder().decode(text);
      return Optional.of(Bytes.of(b))
          .filter(x -> Base64.getEncoder().encodeToString(b).equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private interface Reading {
    Bytes bytes() throws MalformedInput;
  }

  private static Optional<Bytes> outcome(Reading r) {
    try {
      return Optional.of(r.bytes());
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }
}
