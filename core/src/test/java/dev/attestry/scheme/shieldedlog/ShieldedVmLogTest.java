package dev.attestry.scheme.shieldedlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An entry is never proof; what contradicts itself or is of another log is refused. */
final class ShieldedVmLogTest {

  private static final String ONES = "AQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final String TWOS = "AgICAgICAgICAgICAgICAgICAgI=";

  @Test
  void claimsTheVerdictOnlyAsUnverified() {
    Verification v = verify(entry(false, ONES, TWOS));
    assertThat(v.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(v.claims().flag("/unverified/passed")).contains(false);
    assertThat(v.claims().text("/unverified/differs/0")).contains("PCR_4");
    assertThat(v.claims().at("/passed")).isEmpty();
  }

  @Test
  void refusesAVerdictThatItsOwnMeasurementsContradict() {
    assertThat(verify(entry(true, ONES, TWOS)).first(Outcome.FAILED).orElseThrow().check())
        .isEqualTo(ShieldedLogCheck.CONSISTENT);
    assertThat(verify(entry(false, ONES, ONES)).verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(verify(entry(true, ONES, ONES)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void refusesAnEntryOfALogThatAnybodyMayWrite() {
    String other = entry(true, ONES, ONES).replace("compute.googleapis.com%2F", "");
    assertThat(verify(other).first(Outcome.FAILED).orElseThrow().check())
        .isEqualTo(CommonCheck.KIND);
  }

  @Test
  void saysThatABaselineWasLearnedAnew() {
    String relearned =
        entry(true, ONES, ONES).replace("lateBootReport", "setShieldedInstanceIntegrityPolicy");
    assertThat(verify(relearned).claims().flag("/unverified/baseline_relearned")).contains(true);
  }

  @Test
  void survivesEveryTruncationAndEveryChangedByte() {
    byte[] b = Bytes.utf8(entry(true, ONES, ONES)).toArray();
    for (int i = 0; i < b.length; i++) {
      byte good = b[i];
      assertThat(verify(Bytes.of(b, 0, i)).verdict()).isEqualTo(Verdict.REFUTED);
      b[i] ^= 0x11;
      assertThat(verify(Bytes.of(b)).verdict()).isNotEqualTo(Verdict.VERIFIED);
      b[i] = good;
    }
  }

  private static String entry(boolean passed, String policy, String actual) {
    return "{\"logName\":\"projects/p/logs/compute.googleapis.com%2Fshielded_vm_integrity\","
        + "\"jsonPayload\":{\"@type\":\"type.googleapis.com/cloud_integrity.IntegrityEvent\","
        + "\"bootCounter\":\"3\",\"lateBootReportEvent\":{\"policyEvaluationPassed\":"
        + passed
        + ",\"policyMeasurements\":[{\"pcrNum\":\"PCR_4\",\"value\":\""
        + policy
        + "\"}],\"actualMeasurements\":[{\"pcrNum\":\"PCR_4\",\"value\":\""
        + actual
        + "\"}]}}}";
  }

  private static Verification verify(String entry) {
    return verify(Bytes.utf8(entry));
  }

  private static Verification verify(Bytes entry) {
    ShieldedVmLog scheme = new ShieldedVmLog();
    return scheme.verify(
        Evidence.of(scheme.mediaType(), Map.of("entry", entry)),
        VerificationInput.asGiven(Instant.EPOCH, Crypto.jdk()));
  }
}
