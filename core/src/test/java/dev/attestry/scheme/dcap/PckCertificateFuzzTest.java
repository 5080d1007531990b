package dev.attestry.scheme.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;

/** Any bytes are a PCK chain whose leaf has the SGX extension, or malformed. */
final class PckCertificateFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    try {
      CertificatePath path = PckChain.read("PCK certificate chain", Bytes.of(data));
      PckExtensions pck = PckExtensions.parse(path.leaf());
      assertThat(pck.components().length()).isEqualTo(16);
      assertThat(pck.pceSvn()).isBetween(0, 0xffff);
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }
}
