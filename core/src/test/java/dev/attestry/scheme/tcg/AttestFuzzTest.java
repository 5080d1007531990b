package dev.attestry.scheme.tcg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are a TPMS_ATTEST or malformed. The corpus is made by the lab's software TPM. */
final class AttestFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    try {
      assertThat(Attest.parse(Bytes.of(data))).isNotNull();
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }
}
