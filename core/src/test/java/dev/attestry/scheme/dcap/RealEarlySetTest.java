package dev.attestry.scheme.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Vectors;
import dev.attestry.cases.Case;
import dev.attestry.cases.CaseFile;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One real quote under evaluations that Intel had in force on one day: the newer ones are early.
 */
final class RealEarlySetTest {

  @Test
  void warnsOfARealRecoveryWithItsDate() throws Exception {
    Verification v = judged("17", "19");
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().text("/tcb/status")).contains("SWHardeningNeeded");
    assertThat(v.claims().text("/tcb/early/status")).contains("OutOfDate");
    assertThat(v.claims().text("/tcb/early/worse_since")).contains("2025-05-14T00:00:00Z");
  }

  @Test
  void refusesTheOlderOfTwoRealSetsAsTheEarlyOne() throws Exception {
    assertThat(
            judged("19", "17").findings().stream()
                .filter(f -> f.outcome() == Outcome.FAILED)
                .map(f -> f.check().id()))
        .containsExactly("sgx.early-not-older");
  }

  private static Verification judged(String standard, String early) throws Exception {
    Case one = read(standard);
    Collateral newer = read(early).input().collateral();
    List<Collateral.Item> more = new ArrayList<>();
    for (String role : List.of("tcb_info", "qe_identity")) {
      for (String r : List.of(role, role + "_issuer_chain")) {
        more.add(new Collateral.Item("early_" + r, newer.get(r).orElseThrow().bytes(), "vector"));
      }
    }
    VerificationInput input = one.input();
    return one.scheme().verify(one.evidence(), input.withCollateral(input.collateral().plus(more)));
  }

  /** The same quote in each. */
  private static Case read(String evaluation) throws Exception {
    Path file = Vectors.folder("sgx").resolve("v3-automata-eval-" + evaluation + "/vector.json");
    return CaseFile.read(file, Crypto.fastest());
  }
}
