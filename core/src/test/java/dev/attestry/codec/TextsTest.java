package dev.attestry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

final class TextsTest {

  @Test
  void whatStandsTwiceIsOneStringThatKeepsWhatWasFound() throws MalformedInput {
    Bytes lines =
        Bytes.utf8("{\"a\":\"identity one\",\"b\":\"x\"}{\"a\":\"identity one\",\"b\":\"y\"}");
    Texts texts = Texts.in(lines);
    int half = lines.length() / 2;
    JsonLine first = JsonLine.read("test", lines, 0, half, texts);
    JsonLine second = JsonLine.read("test", lines, half, lines.length(), texts);
    first.known("a").orElseThrow().means(this);
    assertThat(second.known("a").orElseThrow().meaning()).isSameAs(this);
    assertThat(second.text("a").orElseThrow()).isSameAs(first.text("a").orElseThrow());
    assertThat(first.text("b")).contains("x");
    assertThat(second.text("b")).contains("y");
  }

  /** A string that passed must never lend its verdict to another one, however alike they are. */
  @Test
  void stringsThatDifferAnywhereAreToldApart() throws MalformedInput {
    String base = "0123456789abcdef0123456789abcdef";
    for (int length = 0; length < base.length(); length++) {
      for (int at = 0; at < length; at++) {
        String one = base.substring(0, length);
        String other = one.substring(0, at) + "X" + one.substring(at + 1);
        Bytes line = Bytes.utf8("{\"a\":\"" + one + "\",\"b\":\"" + other + "\"}");
        JsonLine json = JsonLine.read("test", line);
        json.known("a").orElseThrow().means("good");
        assertThat(json.text("a")).contains(one);
        assertThat(json.text("b")).contains(other);
        assertThat(json.known("b").orElseThrow().meaning()).isNull();
      }
    }
  }

  @Test
  void textsOfOtherBytesAreRefused() {
    Bytes line = Bytes.utf8("{}");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> JsonLine.read("test", line, 0, 2, Texts.in(Bytes.utf8("{}"))));
  }
}
