package dev.attestry.scheme.tpm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;

/** Any bytes are a TPMT_SIGNATURE or malformed. The corpus is made by the lab's software TPM. */
final class QuoteSignatureFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    try {
      assertThat(QuoteSignature.parse(Bytes.of(data), Json.object())).isNotNull();
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }
}
