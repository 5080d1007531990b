package dev.attestry.scheme.azureimds;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are an attested document or malformed. */
final class AttestedDocumentFuzzTest {

  @FuzzTest(maxDuration = "20s")
  void readsOrRefuses(byte[] data) {
    try {
      assertThat(AttestedDocument.parse(Bytes.of(data)).createdOn()).isNotNull();
    } catch (MalformedInput e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }
}
