package dev.attestry.scheme.tpm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are a TPMT_PUBLIC or malformed. The corpus is made by the lab's software TPM. */
final class TpmPublicFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    try {
      assertThat(TpmPublic.parse(Bytes.of(data))).isNotNull();
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }
}
