package dev.attestry.scheme.snp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CommonName;
import dev.attestry.crypto.Crypto;

/** Any bytes are a certificate with AMD's extensions or malformed. */
final class AmdCertificateFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    try {
      AmdCertificate c = AmdCertificate.parse(Crypto.certificate("vcek", Bytes.of(data)));
      assertThat(c.levels().values()).allMatch(n -> n >= 0 && n <= 255);
      CommonName.of(c.certificate().getSubjectX500Principal());
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
    }
  }
}
