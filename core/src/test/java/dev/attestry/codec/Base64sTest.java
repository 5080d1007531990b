package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
}
