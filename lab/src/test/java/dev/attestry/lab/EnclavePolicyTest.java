package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.Decision;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.appraisal.PolicyLearner;
import dev.attestry.appraisal.PolicyLint;
import dev.attestry.appraisal.RuleFinding;
import dev.attestry.appraisal.RuleOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.result.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which enclaves of a signer a policy takes: product 7 at SVN 3, and nothing else he signed. */
final class EnclavePolicyTest {

  private static final int PRODUCT_AND_SVN = 256;

  private static final String WHOLE =
      "'isv_prod_id.min':7,'isv_prod_id.max':7,'isv_svn':3,'tcb.status':'UpToDate'";

  private static Verification quoted(int product, int svn) {
    SgxEnclave e = DcapLab.ENCLAVE.writing(PRODUCT_AND_SVN, Bytes.of(product, 0, svn, 0));
    Verification v = DcapLab.sgx(e.quote(DcapLab.NONCE));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    return v;
  }

  private static Policy policy(String rules) throws MalformedInput, InvalidDocument {
    String text =
        "{'v':'attestry/policy/v1','name':'p','version':1,'flow':{'evidence':{'sgx':{"
            + rules
            + "}}}}";
    return Policy.of(Json.readObject("policy", Bytes.utf8(text.replace('\'', '"'))));
  }

  private static String signer() {
    return "'mrsigner':'" + quoted(7, 3).claims().text("/mrsigner").orElseThrow() + "'";
  }

  private static Appraisal appraise(Verification v, Policy p) {
    return Appraiser.appraise(
        v, p, GraceList.NONE, AppraisalContext.of("enclave", "", DcapLab.NOW, DcapLab.NOW));
  }

  /** Another product of the same signer, a debug tool perhaps, or an old version with its holes. */
  @ParameterizedTest
  @CsvSource({
    "7, 3, AFFIRMING, ''",
    "7, 4, AFFIRMING, ''",
    "7, 2, CONTRAINDICATED, sgx/isv_svn",
    "6, 3, CONTRAINDICATED, sgx/isv_prod_id.min",
    "8, 9, CONTRAINDICATED, sgx/isv_prod_id.max"
  })
  void n70RefusesAnotherProductAndAnOldVersionOfTheRightSigner(
      int product, int svn, Tier tier, String rule) throws Exception {
    Appraisal a = appraise(quoted(product, svn), policy(signer() + "," + WHOLE));
    assertThat(a.tier()).as(a.reason()).isEqualTo(tier);
    assertThat(a.findings())
        .filteredOn(f -> f.outcome() == RuleOutcome.FAILED)
        .extracting(RuleFinding::rule)
        .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
  }

  /** The right enclave too: what is not named does not pass, and lint says what is missing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'isv_svn':3 | sgx/isv_prod_id.min sgx/isv_prod_id.max",
        "'isv_prod_id.min':7,'isv_svn':3 | sgx/isv_prod_id.max",
        "'isv_prod_id.max':7,'isv_svn':3 | sgx/isv_prod_id.min",
        "'isv_prod_id.min':7,'isv_prod_id.max':7 | sgx/isv_svn"
      })
  void n70ASignerAloneNamesNoEnclave(String rules, String missing) throws Exception {
    Policy p = policy(signer() + "," + rules);
    Appraisal a = appraise(quoted(7, 3), p);
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.findings())
        .filteredOn(f -> f.outcome() == RuleOutcome.UNNAMED)
        .extracting(RuleFinding::rule)
        .containsExactly(missing.split(" "));
    assertThat(PolicyLint.of(p))
        .filteredOn(n -> n.message().contains("can never pass"))
        .hasSize(missing.split(" ").length);
  }

  @Test
  void theEnclaveItselfIsOneProductAtOneVersion() throws Exception {
    String enclave = quoted(7, 3).claims().text("/mrenclave").orElseThrow();
    Policy p = policy("'mrenclave':'" + enclave + "'");
    assertThat(appraise(quoted(7, 3), p).tier()).isEqualTo(Tier.AFFIRMING);
  }

  @Test
  void learningNamesProductAndVersionBesideTheSigner() throws Exception {
    Policy learned =
        PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(quoted(7, 3)).orElseThrow()));
    ObjectNode alone = learned.canonical();
    ((ObjectNode) alone.at("/flow/evidence/sgx")).remove("mrenclave"); // for releases to come
    Policy bySigner = Policy.of(alone);
    assertThat(appraise(quoted(7, 3), bySigner).tier()).isEqualTo(Tier.AFFIRMING);
    assertThat(appraise(quoted(8, 3), bySigner).decision()).isEqualTo(Decision.DENY);
    assertThat(appraise(quoted(7, 2), bySigner).decision()).isEqualTo(Decision.DENY);
  }
}
