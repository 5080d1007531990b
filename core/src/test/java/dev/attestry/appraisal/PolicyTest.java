package dev.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DocumentProblem;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.JsonPositions;
import dev.attestry.codec.MalformedInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyTest {

  private static final String ZEROS = "00".repeat(48);

  private static Policy policy(String flow) throws MalformedInput, InvalidDocument {
    return Policy.parse(text(flow));
  }

  private static Bytes text(String flow) {
    return Bytes.utf8(
        "{\"v\":\"attestry/policy/v1\",\"name\":\"p\",\"version\":1,\n\"flow\":" + flow + "}");
  }

  private static List<DocumentProblem> problems(String flow) throws MalformedInput {
    try {
      policy(flow);
      return List.of();
    } catch (InvalidDocument e) {
      return e.problems();
    }
  }

  @Test
  void namesTheRuleThatWasMeant() throws Exception {
    assertThat(problems("{\"evidence\":{\"tpm2-quote\":{\"pcr_4\":[]}}}"))
        .containsExactly(
            new DocumentProblem(
                "/flow/evidence/tpm2-quote/pcr_4",
                "\"pcr_4\" is not a known rule for tpm2-quote; did you mean \"pcrs\"? See"
                    + " docs/policy.md#tpm2-quote"));
  }

  @Test
  void showsTheLineOfAProblem() {
    Bytes text = text("{\n\"evidence\":{\n\"tpm2-quote\":{\n\"pcr_4\":[]}}}");
    assertThat(JsonPositions.line(text, "/flow/evidence/tpm2-quote/pcr_4")).hasValue(5);
  }

  @Test
  void reportsAllProblemsTogether() throws Exception {
    assertThat(
            problems(
                "{\"evidnce\":{},\"require\":[\"hardwear\"],\"freshness\":{\"max_age_seconds\":0}}"))
        .extracting(DocumentProblem::pointer)
        .containsExactlyInAnyOrder(
            "/flow/evidnce", "/flow/require", "/flow/freshness/max_age_seconds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'evidence':{'sev-snp':{'measurement':'xyz'}}} | /flow/evidence/sev-snp/measurement",
        "{'evidence':{'sev-snp':{'measurement':[]}}} | /flow/evidence/sev-snp/measurement",
        "{'evidence':{'sev-snp':{'policy.debug':'yes'}}} | /flow/evidence/sev-snp/policy.debug",
        "{'evidence':{'sev-snp':{'guest_svn':-1}}} | /flow/evidence/sev-snp/guest_svn",
        "{'evidence':{'sev-snp':{'guest_svn':1.5}}} | /flow/evidence/sev-snp/guest_svn",
        "{'evidence':{'nitro':{'pcrs':{'sha384':{'32':'00'}}}}} |"
            + " /flow/evidence/nitro/pcrs/sha384/32",
        "{'evidence':{'nitro':{'pcrs':{'sha384':{'0':'00'}}}}} |"
            + " /flow/evidence/nitro/pcrs/sha384/0",
        "{'evidence':{'nitro':{'debug':{'is':true,'mode':'maybe'}}}} |"
            + " /flow/evidence/nitro/debug/mode",
        "{'evidence':{'nitro':{'debug':{'mode':'warn'}}}} | /flow/evidence/nitro/debug",
        "{'evidence':{'nitrogen':{}}} | /flow/evidence/nitrogen",
        "{'ceilings':{'hardware':128}} | /flow/ceilings/hardware",
        "{'ceilings':{'sourced-data':2}} | /flow/ceilings/sourced-data",
        "{'accept_warnings':['grace']} | /flow/accept_warnings",
        "{'third_party':'yes'} | /flow/third_party",
      })
  void refusesWhatItDoesNotUnderstandAndSaysWhere(String flow, String pointer) throws Exception {
    assertThat(problems(flow.replace('\'', '"')))
        .extracting(DocumentProblem::pointer)
        .containsExactly(pointer);
  }

  @Test
  void refusesAPolicyOfANewerFormat() {
    assertThatExceptionOfType(InvalidDocument.class)
        .isThrownBy(
            () ->
                Policy.parse(
                    Bytes.utf8("{\"v\":\"attestry/policy/v2\",\"name\":\"p\",\"version\":1}")))
        .withMessageContaining("attestry/policy/v1");
  }

  @Test
  void shortAndLongFormsHaveOneIdentity() throws Exception {
    Policy brief = policy("{\"evidence\":{\"sev-snp\":{\"measurement\":\"" + ZEROS + "\"}}}");
    Policy written =
        policy(
            "{\"freshness\":{\"tolerated_seconds\":0,\"max_age_seconds\":600},\"evidence\":"
                + "{\"sev-snp\":{\"measurement\":{\"mode\":\"enforce\",\"any_of\":[{\"value\":\""
                + ZEROS
                + "\"}]}}}}");
    assertThat(brief.id()).isEqualTo(written.id()).startsWith("ni:///sha-384;").hasSize(78);
  }

  @Test
  void itsCanonicalFormIsAPolicyWithTheSameIdentity() throws Exception {
    Policy p =
        policy(
            "{\"evidence\":{\"nitro\":{\"debug\":\"any\",\"pcrs\":{\"sha384\":{\"0\":[\""
                + ZEROS
                + "\"]}}},\"sev-snp\":{\"guest_svn\":{\"at_least\":3,\"mode\":\"warn\"},\"vmpl\":0}},"
                + "\"ceilings\":{\"executables\":32},\"require\":[\"hardware\"],"
                + "\"accept_warnings\":[\"third-party\"],\"third_party\":true,"
                + "\"decision\":{\"isolate\":true,\"none_allowed_minutes\":5}}");
    assertThat(Policy.parse(p.canonicalBytes()).id()).isEqualTo(p.id());
    assertThat(Policy.parse(p.canonicalBytes()).canonicalBytes()).isEqualTo(p.canonicalBytes());
  }

  @Test
  void anotherValueIsAnotherIdentity() throws Exception {
    assertThat(policy("{\"freshness\":{\"max_age_seconds\":601}}").id())
        .isNotEqualTo(policy("{}").id());
  }
}
