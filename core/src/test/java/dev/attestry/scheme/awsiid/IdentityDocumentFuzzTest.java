package dev.attestry.scheme.awsiid;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;

/** Any bytes are an identity document, signed or bare, or malformed. */
final class IdentityDocumentFuzzTest {

  @FuzzTest(maxDuration = "20s")
  void pkcs7(byte[] data) {
    try {
      assertThat(IdentityDocument.pkcs7(Bytes.of(data)).signature()).isNotNull();
    } catch (MalformedInput e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }

  @FuzzTest(maxDuration = "20s")
  void document(byte[] data) {
    try {
      assertThat(IdentityDocument.parse(Bytes.of(data)).path("region").isTextual()).isTrue();
    } catch (MalformedInput e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }
}
