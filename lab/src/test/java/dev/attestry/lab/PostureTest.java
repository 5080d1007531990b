package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Appraisal;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.Decision;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.result.Tier;
import dev.attestry.result.TrustClaim;
import dev.attestry.scheme.Schemes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posture is a provider's word: taken for no more, and for nothing where it is old or odd. */
final class PostureTest {

  private static final String RULES =
      "'account':'000000000000','resource.kind':'bucket','encryption.at_rest':true,"
          + "'encryption.key':'customer','deny_unencrypted':true,'network.public_access':false,"
          + "'network.tls_minimum':12,'retention.locked':true,'retention.days':2190";

  private static LabCase of(ObjectNode snapshot) {
    return new LabCase(
            "posture",
            Schemes.named("posture").orElseThrow(),
            LabPosture.of("b", "").evidence(CloudLab.HEX_NONCE, CloudLab.NOW),
            CloudLab.input(List.of()).withExpectedNonce(CloudLab.HEX_NONCE))
        .with("snapshot", Bytes.utf8(snapshot.toString()));
  }

  /** The genuine snapshot of a bucket. */
  static LabCase bucket() {
    return of(snapshot(""));
  }

  private static ObjectNode snapshot(String runs) {
    return LabPosture.of("phi-bucket", runs).snapshot(CloudLab.HEX_NONCE, CloudLab.NOW);
  }

  @Test
  void verifiesAsAProvidersAssertionThatIsSignedByNobody() {
    Verification v = of(snapshot("")).verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.evidenceClass()).isEqualTo(EvidenceClass.A1);
    assertThat(of(snapshot("")).ids(Outcome.NOT_APPLICABLE)).containsExactly("evidence.signature");
  }

  /** An old snapshot, taken for a new one, would hide what changed since. */
  @Test
  void refusesASnapshotOfAnotherCheckOrOfAnotherTime() {
    assertThat(of(snapshot("").put("challenge", "00".repeat(32))).failed())
        .containsExactly("evidence.nonce");
    ObjectNode none = snapshot("");
    none.remove("challenge");
    assertThat(of(none).failed()).containsExactly("evidence.nonce");
    for (long seconds : new long[] {-601, 61}) {
      String at = CloudLab.NOW.plusSeconds(seconds).toString();
      assertThat(of(snapshot("").put("read_at", at)).failed()).containsExactly("posture.read-time");
    }
  }

  @Test
  void refusesASnapshotThatContradictsItself() {
    ObjectNode odd = snapshot("");
    ((ObjectNode) odd.path("encryption")).put("key", "none");
    assertThat(of(odd).failed()).containsExactly("posture.consistent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'v':'attestry/posture/v2'}",
        "{'provider':'ibm'}",
        "{'account':7}",
        "{'read_at':'yesterday'}",
        "{'challenge':'ABC'}",
        "{'encrypted':true}",
        "{'encryption':[]}",
        "{'encryption':{'at_rest':'yes'}}",
        "{'network':{'tls_minimum':1.2}}",
        "{'network':{'tls_minimum':14}}",
        "{'retention':{'days':-1}}",
        "{'retention':{'mode':'forever'}}",
        "{'resource':{'kind':'bucket'}}",
        "{'sources':[{'call':'x'}]}",
        "{'sources':{}}"
      })
  void refusesWhatIsNoSnapshot(String change) throws MalformedInput {
    ObjectNode o = snapshot("");
    o.setAll(Json.readObject("change", Bytes.utf8(change.replace('\'', '"'))));
    assertThat(of(o).failed()).containsExactly("evidence.malformed");
  }

  @Test
  void refusesEveryTruncation() {
    Bytes good = Bytes.utf8(snapshot("").toString());
    for (int i = 0; i < good.length(); i++) {
      assertThat(of(snapshot("")).with("snapshot", good.slice(0, i)).verify().verdict())
          .isEqualTo(Verdict.REFUTED);
    }
  }

  @Test
  void isNeverBetterThanAWarningAndExpectedOnlyWhereThePolicySaysSo() {
    Appraisal plain = appraise("", RULES, "");
    assertThat(plain.tier()).isEqualTo(Tier.WARNING);
    assertThat(plain.decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
    assertThat(plain.expected()).isFalse();
    assertThat(plain.vector().get(TrustClaim.CONFIGURATION)).contains(-33);
    assertThat(plain.vector().get(TrustClaim.STORAGE_OPAQUE)).contains(32);
    Appraisal accepted =
        appraise("", RULES, ",'accept_warnings':['provider-asserted','class-ceiling']");
    assertThat(accepted.expected()).isTrue();
    assertThat(accepted.vector().get(TrustClaim.HARDWARE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "unencrypted, posture/encryption.at_rest",
    "public, posture/network.public_access",
    "unlocked, posture/retention.locked",
    "queue, posture/resource.kind"
  })
  void deniesWhatDiffers(String runs, String rule) {
    denies(runs, RULES, rule);
  }

  private static final String MACHINE =
      "'account':'000000000000','instance.tpm':true,'instance.metadata_tokens':true,"
          + "'instance.ek_rsa_2048':'"
          + HashAlgorithm.SHA256.digest(Bytes.utf8("lab/tpm")).hex()
          + "','instance.image.owner':'000000000001'";

  @Test
  void aMachineIsAWarningWhereItsTpmAndImageAreThoseThatAreNamed() {
    Appraisal a = appraise("instance", MACHINE, "");
    assertThat(a.tier()).isEqualTo(Tier.WARNING);
    assertThat(a.decision()).isEqualTo(Decision.ALLOW_WITH_ALERT);
  }

  /** Another machine under the name; metadata open to whoever can make a request. */
  @ParameterizedTest
  @CsvSource({
    "instance other-tpm, posture/instance.ek_rsa_2048",
    "instance public, posture/instance.metadata_tokens",
    "disk, posture/instance.tpm"
  })
  void deniesAnotherMachineThanTheOneThatIsNamed(String runs, String rule) {
    denies(runs, MACHINE, rule);
  }

  private static void denies(String runs, String rules, String rule) {
    Appraisal a = appraise(runs, rules, "");
    assertThat(a.decision()).isEqualTo(Decision.DENY);
    assertThat(a.findings())
        .anyMatch(f -> f.rule().equals(rule) && f.outcome().name().equals("FAILED"));
  }

  /** What the collector could not read is not in the snapshot, and silence is never success. */
  @Test
  void deniesWhatTheSnapshotDoesNotSay() throws InvalidDocument, MalformedInput {
    ObjectNode silent = snapshot("");
    silent.remove("retention");
    assertThat(of(silent).verify().verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(appraise(of(silent), policy(RULES, "")).decision()).isEqualTo(Decision.DENY);
    assertThat(appraise(of(snapshot("")), policy("'account':'000000000000'", "")).decision())
        .isEqualTo(Decision.DENY);
  }

  private static Appraisal appraise(String runs, String rules, String more) {
    try {
      return appraise(of(snapshot(runs)), policy(rules, more));
    } catch (InvalidDocument | MalformedInput e) {
      throw new IllegalStateException(e);
    }
  }

  private static Appraisal appraise(LabCase c, Policy policy) {
    return Appraiser.appraise(
        c.verify(),
        policy,
        GraceList.NONE,
        AppraisalContext.of("bucket", "", CloudLab.NOW, CloudLab.NOW));
  }

  private static Policy policy(String rules, String more) throws InvalidDocument, MalformedInput {
    String text =
        "{'v':'attestry/policy/v1','name':'p','version':1,'flow':{'evidence':{'posture':{"
            + rules
            + "}}"
            + more
            + "}}";
    return Policy.parse(Bytes.utf8(text.replace('\'', '"')));
  }
}
