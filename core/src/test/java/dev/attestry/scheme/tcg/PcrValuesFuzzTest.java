package dev.attestry.scheme.tcg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are PCR values or malformed. The corpus is made by the lab's software TPM. */
final class PcrValuesFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    try {
      assertThat(PcrValues.parse(Bytes.of(data))).isNotNull();
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }
}
