package dev.attestry.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WrappedKeyTest {

  @Test
  void isReadAsItWasWritten() throws MalformedInput {
    WrappedKey k = new WrappedKey("projects/p/key", Bytes.utf8("wrapped"));
    assertThat(k.encode().utf8())
        .isEqualTo(
            "{\"ciphertext\":\"d3JhcHBlZA==\",\"key\":\"projects/p/key\","
                + "\"v\":\"attestry/wrapped-key/v1\"}");
    assertThat(WrappedKey.parse(k.encode())).isEqualTo(k);
  }

  /** It lies in the bucket, where many may write. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"ciphertext\":\"d3JhcHBlZA==\",\"key\":\"k\"}",
        "{\"ciphertext\":\"d3JhcHBlZA==\",\"key\":\"k\",\"v\":\"attestry/wrapped-key/v2\"}",
        "{\"ciphertext\":\"d3JhcHBlZA==\",\"key\":7,\"v\":\"attestry/wrapped-key/v1\"}",
        "{\"ciphertext\":\"?\",\"key\":\"k\",\"v\":\"attestry/wrapped-key/v1\"}",
        "{\"key\":\"k\",\"v\":\"attestry/wrapped-key/v1\"}"
      })
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> WrappedKey.parse(Bytes.utf8(text))).isInstanceOf(MalformedInput.class);
  }
}
