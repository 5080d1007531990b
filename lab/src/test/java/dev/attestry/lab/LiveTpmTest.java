package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real TPM implementation, challenged live. */
final class LiveTpmTest {

  @TempDir private Path folder;

  @BeforeEach
  void needsTheTools() {
    List<String> missing = TpmTools.missing();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: not installed (swtpm, tpm2-tools): " + missing);
    }
    assumeTrue(missing.isEmpty(), "not installed (swtpm, tpm2-tools): " + missing);
  }

  @Test
  void verifiesAQuoteOfARealTpmAndRejectsItForAnotherNonce() throws IOException {
    try (LiveTpm tpm = LiveTpm.start(folder)) {
      Bytes measured = Bytes.utf8("an application");
      tpm.extend(23, measured);
      VerificationInput input = TpmLab.input(TrustAnchors.of(List.of(tpm.anchor())));
      Verification v = TpmLab.SCHEME.verify(tpm.evidence(TpmLab.NONCE), input);
      assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
      assertThat(v.complete()).isTrue();
      assertThat(v.claims().bytes("/pcrs/sha256/23"))
          .contains(
              HashAlgorithm.SHA256.digest(Bytes.zeros(32), HashAlgorithm.SHA256.digest(measured)));
      Verification stale = TpmLab.SCHEME.verify(tpm.evidence(Bytes.zeros(32)), input);
      assertThat(TpmLab.failed(stale)).containsExactly("evidence.nonce");
    }
  }
}
