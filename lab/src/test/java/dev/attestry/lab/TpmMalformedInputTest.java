package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, the answer is a verdict, and a damaged part is never verified. */
final class TpmMalformedInputTest {

  private final SoftTpm tpm = TpmLab.booted();
  private final Evidence evidence = tpm.evidence(TpmLab.NONCE);

  private Verification judge(String role, Bytes bytes) {
    return TpmLab.verify(tpm, TpmLab.with(evidence, role, bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"attest", "signature", "ak_tpm_public", "ak_chain", "pcrs", "eventlog", "ima_log"})
  void refutesEveryPartCutAtEveryLength(String role) {
    Bytes whole = evidence.part(role).orElseThrow();
    int step = whole.length() > 1000 ? 7 : 1;
    for (int n = 0; n < whole.length() - 1; n += step) {
      assertThat(judge(role, whole.slice(0, n)).verdict())
          .as(role + " cut at " + n)
          .isNotEqualTo(Verdict.VERIFIED);
    }
  }

  /** Lengths of 2^31, 2^32-1 and 2^62 wherever a length may stand; nothing is allocated by them. */
  @ParameterizedTest
  @ValueSource(strings = {"80000000", "00000080", "ffffffff", "4000000000000000", "7fffffff"})
  void survivesAnyLengthAnywhere(String lie) {
    Bytes length = Bytes.ofHex(lie);
    for (String role :
        new String[] {"attest", "signature", "ak_tpm_public", "eventlog", "ima_log"}) {
      Bytes whole = evidence.part(role).orElseThrow();
      for (int at = 0; at + length.length() < Math.min(whole.length(), 900); at++) {
        byte[] b = whole.toArray();
        length.copyTo(b, at);
        assertThat(judge(role, Bytes.of(b)).findings()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"attest", "signature", "ak_tpm_public", "pcrs", "eventlog", "ima_log"})
  void refutesNoise(String role) {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] b = new byte[random.nextInt(400)];
      random.nextBytes(b);
      assertThat(judge(role, Bytes.of(b)).verdict()).isEqualTo(Verdict.REFUTED);
    }
  }

  @Test
  void refusesDeepNestingDuplicateNamesAndTailsInPcrValues() {
    for (String json :
        new String[] {
          "[".repeat(10_000),
          "{\"sha256\":".repeat(10_000),
          "{\"sha256\": {\"0\": \"00\"}, \"sha256\": {}}",
          "{\"sha256\": {}, \"SHA-256\": {}}",
          "{\"sha256\": {\"00\": \"" + "0".repeat(64) + "\"}}",
          "{\"sha256\": {\"24\": \"" + "0".repeat(64) + "\"}}",
          "{\"sha256\": {\"0\": \"" + "0".repeat(62) + "\"}}",
          "{\"sha256\": {}} x"
        }) {
      Verification v = judge("pcrs", Bytes.utf8(json));
      assertThat(TpmLab.failed(v)).contains("evidence.malformed");
    }
  }
}
