package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.Decision;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.appraisal.PolicyLearner;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.VerifiedEvidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two answers about one VM that disagree: ours about its report, and Azure Attestation's. */
final class CloudDisagreementTest {

  private static final LabCase OURS = CloudLab.hcl("snp", CloudLab.SNP_VM);
  private static final LabCase THEIRS = CloudLab.maa();

  private static final Policy POLICY =
      PolicyLearner.learn(
          "both",
          Stream.of(OURS, THEIRS)
              .map(c -> VerifiedEvidence.of(c.verify()))
              .flatMap(Optional::stream)
              .toList());

  /** Neither answer is put in the other's place: a good one does not heal a bad one. */
  @Test
  void n84KeepsBothAnswersAndLetsThePolicyDecide() {
    Bytes payload =
        Bytes.utf8(
            CloudLab.MAA.snpVm(CloudLab.HEX_NONCE, "another image", CloudLab.NOW).toString());
    LabCase disagrees = THEIRS.with("token", CloudLab.MAA.token(CloudLab.MAA.header(), payload));
    assertThat(disagrees.verify().verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(Stream.of(OURS, THEIRS, disagrees).map(c -> appraise(c).decision()).toList())
        .isEqualTo(List.of(Decision.ALLOW, Decision.ALLOW, Decision.DENY));
  }

  private static Appraisal appraise(LabCase c) {
    return Appraiser.appraise(
        c.verify(),
        POLICY,
        GraceList.NONE,
        AppraisalContext.of("vm", "", CloudLab.NOW, CloudLab.NOW));
  }
}
