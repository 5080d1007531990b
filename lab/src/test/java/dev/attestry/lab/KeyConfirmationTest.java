package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.AppraisalResults;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Slots;
import dev.attestry.evidence.Verification;
import dev.attestry.result.TrustVector;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether it was shown that whoever answers holds the key that the evidence names. */
final class KeyConfirmationTest {

  private static final String CHECK = "evidence.key-confirmation";

  /** What the result says. */
  private static String result(LabCase c) throws Exception {
    Policy policy =
        Policy.parse(Bytes.utf8("{\"v\":\"attestry/policy/v1\",\"name\":\"p\",\"version\":1}"));
    Verification v = c.verify();
    return AppraisalResults.appraisal(
            v,
            Appraiser.appraise(v, policy, GraceList.NONE, AppraisalContext.at(CloudLab.NOW)),
            TrustVector.EMPTY)
        .verifierClaims()
        .text("/attestry.key_confirmation")
        .orElse("none");
  }

  @Test
  void aTokenWithoutAKeyIsMarkedBearer() throws Exception {
    // Stolen, it serves the thief as well as the machine that it is about.
    LabCase google =
        CloudLab.google(
            "pki", CloudLab.GOOGLE.pki(CloudLab.HEX_NONCE, CloudLab.AUDIENCE, "app", CloudLab.NOW));
    assertThat(google.ids(Outcome.NOT_APPLICABLE)).contains(CHECK);
    assertThat(result(google)).isEqualTo("bearer");
    ObjectNode claims = CloudLab.MAA.snpVm(CloudLab.HEX_NONCE, "app 1", CloudLab.NOW);
    claims.withObject("/x-ms-runtime").remove("keys");
    claims.withObject("/x-ms-isolation-tee").remove("x-ms-runtime");
    Bytes token = CloudLab.MAA.token(CloudLab.MAA.header(), Bytes.utf8(claims.toString()));
    LabCase maa = CloudLab.maa().with("token", token);
    assertThat(maa.failed()).isEmpty();
    assertThat(maa.ids(Outcome.NOT_APPLICABLE)).contains(CHECK);
    assertThat(result(maa)).isEqualTo("bearer");
  }

  @Test
  void aKeyThatIsOnlyNamedIsNotShownToBeHeld() throws Exception {
    assertThat(CloudLab.maa().ids(Outcome.SKIPPED)).contains(CHECK);
    assertThat(result(CloudLab.maa())).isEqualTo("not-shown");
  }

  @Test
  void aQuoteOverOurChallengeShowsWhoHoldsTheKey() throws Exception {
    assertThat(result(CloudLab.hcl("snp", CloudLab.SNP_VM))).isEqualTo("shown");
    assertThat(result(CompositeLab.cvm())).isEqualTo("shown");
    assertThat(result(CompositeLab.shielded())).isEqualTo("shown");
  }

  /** A stolen report, with anything for a quote: no signature and no nonce is looked at. */
  @Test
  void aQuoteThatNobodySignedShowsNothing() throws Exception {
    for (LabCase c : List.of(CloudLab.hcl("snp", CloudLab.SNP_VM), CompositeLab.cvm())) {
      LabCase unsigned = c.without("signature").with("attest", Bytes.utf8("anything"));
      assertThat(unsigned.failed()).as(c.name()).isEmpty();
      assertThat(unsigned.ids(Outcome.PASSED)).as(c.name()).doesNotContain(CHECK);
      assertThat(unsigned.ids(Outcome.SKIPPED)).as(c.name()).contains(CHECK);
    }
  }

  /** Eight bytes are guessed or met again: a full verification counts them for no challenge. */
  @Test
  void aQuoteOverANonceThatIsTooShortShowsNothing() throws Exception {
    Bytes eight = Bytes.zeros(8);
    LabCase c = CloudLab.hcl("snp", CloudLab.SNP_VM);
    LabCase guessed =
        new LabCase(
            c.name(),
            c.scheme(),
            CloudLab.SNP_VM.evidence(eight),
            c.input().withExpectedNonce(eight));
    assertThat(guessed.failed()).isEmpty();
    assertThat(guessed.ids(Outcome.SKIPPED)).contains("evidence.nonce", CHECK);
  }

  @Test
  void aQuoteOverNoChallengeOfOursShowsNothing() throws Exception {
    // A recorded quote would show that somebody once held the key.
    LabCase c = CloudLab.hcl("snp", CloudLab.SNP_VM);
    LabCase unasked = c.with(c.input().withExpected(Slots.NONE));
    assertThat(result(unasked)).isEqualTo("not-shown");
  }
}
