package dev.attestry.scheme.maa;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are a token of Azure Attestation or malformed. */
final class MaaTokenFuzzTest {

  @FuzzTest(maxDuration = "20s")
  void readsOrRefuses(byte[] data) {
    try {
      assertThat(MaaToken.parse(Bytes.of(data)).nonces()).hasSizeLessThanOrEqualTo(3);
    } catch (MalformedInput e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }
}
