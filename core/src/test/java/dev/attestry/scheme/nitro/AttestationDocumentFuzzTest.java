package dev.attestry.scheme.nitro;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.VerificationInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Whatever the bytes: no exception, and nothing verifies that AWS did not sign. */
final class AttestationDocumentFuzzTest {

  @FuzzTest(maxDuration = "20s")
  void payload(byte[] in) {
    try {
      AttestationDocument d = AttestationDocumentParser.parse(Bytes.of(in));
      assertThat(d.instanceId()).isNotEmpty();
      assertThat(d.pcrs()).isNotEmpty();
    } catch (MalformedInput e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }

  @FuzzTest(maxDuration = "20s")
  void document(byte[] in) {
    Instant at = Instant.parse("2026-11-01T12:34:56Z");
    for (Scheme scheme : List.of(new Nitro(), new NitroTpm())) {
      Evidence evidence = Evidence.of(scheme.mediaType(), Map.of("document", Bytes.of(in)));
      assertThat(scheme.verify(evidence, VerificationInput.asGiven(at, Crypto.fastest())).verdict())
          .isEqualTo(Verdict.REFUTED);
    }
  }
}
