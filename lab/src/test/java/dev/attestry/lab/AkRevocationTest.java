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
import dev.attestry.appraisal.RuleFinding;
import dev.attestry.appraisal.RuleOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Whether somebody took an attestation key's certificates back (RFC 5280 section 6.3). */
final class AkRevocationTest {

  private static final Instant NOW = TpmLab.NOW;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant YESTERDAY = NOW.minus(DAY);
  private static final Instant TOMORROW = NOW.plus(DAY);

  private final SoftTpm tpm = TpmLab.booted();
  private final BigInteger ak = tpm.ak().x509().getSerialNumber();
  private final Collateral.Item ofCa = good(tpm.issuer());
  private final Collateral.Item ofRoot = good(tpm.root());

  @Test
  void passesWhereGoodListsOfBothCasNameNobody() {
    Verification v = judge(ofCa, ofRoot);
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(detail(v, "tpm2-quote.ak-revocation")).isEqualTo("2 certificates are on no CRL");
    assertThat(v.collateral()).containsExactly(ofCa, ofRoot);
    assertThat(v.claims().flag("/ak/unrevocable")).contains(false);
  }

  /** A key that was stolen and reported: its certificate still chains and is still in its life. */
  @Test
  void refusesARevokedAk() {
    Verification v = judge(list(tpm.issuer(), Map.of(ak, NOW.minusSeconds(1))), ofRoot);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-revocation");
    assertThat(detail(v, "tpm2-quote.ak-revocation"))
        .contains("AK of host-1", "is revoked since 2026-11-24T11:59:59Z");
  }

  /** A CA that was broken into: whatever it certified is worth nothing. */
  @Test
  void refusesTheAkOfARevokedCa() {
    BigInteger ca = tpm.issuer().x509().getSerialNumber();
    Verification v = judge(ofCa, list(tpm.root(), Map.of(ca, YESTERDAY)));
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-revocation");
    assertThat(detail(v, "tpm2-quote.ak-revocation")).contains("LAB AK CA");
  }

  /** What was valid then stays valid then; the list of today is archived with it. */
  @Test
  void letsPassWhatWasRevokedLater() {
    Verification v = judge(list(tpm.issuer(), Map.of(ak, NOW.plusSeconds(1))), ofRoot);
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(detail(v, "tpm2-quote.ak-revocation")).contains("only later");
  }

  /** The list from before the theft, replayed. */
  @Test
  void refusesAnExpiredList() {
    Verification v =
        judge(SoftTpm.list(tpm.issuer(), YESTERDAY, NOW.minusSeconds(1), Map.of()), ofRoot);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-crl");
    assertThat(detail(v, "tpm2-quote.ak-crl"))
        .contains("LAB AK CA", "to 2026-11-24T11:59:59Z", "not 2026-11-24T12:00:00Z");
    assertThat(TpmLab.skipped(v)).contains("tpm2-quote.ak-revocation");
  }

  @Test
  void refusesAListThatIsNotYetValid() {
    Verification v =
        judge(SoftTpm.list(tpm.issuer(), NOW.plusSeconds(1), TOMORROW, Map.of()), ofRoot);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-crl");
    assertThat(detail(v, "tpm2-quote.ak-crl")).contains("good from 2026-11-24T12:00:01Z");
  }

  /** What an old list names stays revoked: refused for both. */
  @Test
  void believesAnExpiredListWhatItNames() {
    Verification v =
        judge(
            SoftTpm.list(tpm.issuer(), YESTERDAY, NOW.minusSeconds(1), Map.of(ak, YESTERDAY)),
            ofRoot);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-crl", "tpm2-quote.ak-revocation");
  }

  /** An empty list of the attacker's own CA in the place of the one that names the key. */
  @Test
  void refusesAListOfAnotherIssuer() {
    LabIdentity other = LabPki.named("other").root("CN=another CA", LabKeyType.P384);
    Verification v = judge(good(other), ofRoot);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-crl");
    assertThat(detail(v, "tpm2-quote.ak-crl")).contains("another CA", "is of no CA of the chain");
    assertThat(TpmLab.skipped(v)).contains("tpm2-quote.ak-revocation");
  }

  /** The same with the right name on it. */
  @Test
  void refusesAListOfTheRightNameThatAnotherKeySigned() {
    LabIdentity forger =
        LabPki.named("forger").root("O=Attestry LAB,CN=LAB AK CA", LabKeyType.P384);
    Verification v = judge(good(forger), ofRoot);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-crl");
    assertThat(detail(v, "tpm2-quote.ak-crl")).contains("is not signed by the key of that CA");
  }

  @Test
  void refusesWhatIsNoList() {
    Verification v = judge(new Collateral.Item("ak_crl", Bytes.utf8("no list"), "lab"), ofRoot);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-crl");
  }

  /** Whoever hands out the lists leaves out the one that names the key. */
  @Test
  void isInconclusiveWithoutTheListOfTheAksIssuer() {
    Verification v = judge(ofRoot);
    assertThat(v.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(TpmLab.skipped(v)).containsExactly("tpm2-quote.ak-revocation");
    assertThat(detail(v, "tpm2-quote.ak-revocation"))
        .startsWith("no good CRL of the issuer was given for")
        .contains("AK of host-1");
  }

  @Test
  void isInconclusiveWithoutTheListOfTheRoot() {
    Verification v = judge(ofCa);
    assertThat(v.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(detail(v, "tpm2-quote.ak-revocation")).contains("LAB AK CA");
  }

  @Test
  void isInconclusiveWithoutAnyListAndVerifiedAsGiven() {
    Verification full = judge();
    assertThat(full.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(detail(full, "tpm2-quote.ak-revocation")).isEqualTo("no CRL was given");
    Verification asGiven =
        TpmLab.SCHEME.verify(tpm.evidence(TpmLab.NONCE), input().withProfile(Profile.AS_GIVEN));
    assertThat(asGiven.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(asGiven.complete()).isFalse();
  }

  /** Both lists as blocks of one PEM file, as people keep them. */
  @Test
  void readsListsFromPem() {
    StringBuilder pem = new StringBuilder();
    for (Collateral.Item i : List.of(ofCa, ofRoot)) {
      pem.append("-----BEGIN X509 CRL-----\n")
          .append(Base64.getMimeEncoder().encodeToString(i.bytes().toArray()).replace("\r", ""))
          .append("\n-----END X509 CRL-----\n");
    }
    Verification v =
        judge(new Collateral.Item("ak_crl", Bytes.utf8(pem.toString()), "as a person keeps them"));
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void refusesMoreListsThanAnyChainNeeds() {
    List<Collateral.Item> many = new ArrayList<>();
    for (int i = 0; i < 33; i++) {
      many.add(ofCa);
    }
    Verification v = judge(many.toArray(Collateral.Item[]::new));
    assertThat(TpmLab.failed(v)).contains("tpm2-quote.ak-crl");
  }

  /** Google's and Microsoft's AK certificates name no list: a policy must say that this will do. */
  @Test
  void letsAnAkThatNobodyCanRevokePassOnlyWhereThePolicySaysSo() throws Exception {
    SoftTpm bare =
        tpm.certifiedBy(c -> c.valid(YESTERDAY, TOMORROW).usage(KeyUsage.digitalSignature));
    Verification v = judge(bare, bare.evidence(TpmLab.NONCE), ofRoot);
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(detail(v, "tpm2-quote.ak-revocation")).contains("name none", "AK of host-1");
    assertThat(v.claims().flag("/ak/unrevocable")).contains(true);

    Policy learned = PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(v).orElseThrow()));
    Appraisal denied = appraise(v, learned);
    assertThat(denied.decision()).isEqualTo(Decision.DENY);
    assertThat(denied.findings())
        .filteredOn(f -> f.outcome() != RuleOutcome.PASSED)
        .extracting(RuleFinding::rule)
        .containsExactly("tpm2-quote/ak.unrevocable");
    ObjectNode opened = learned.canonical();
    opened.withObject("/flow/evidence/tpm2-quote").put("ak.unrevocable", "any");
    assertThat(appraise(v, Policy.of(opened)).decision()).isEqualTo(Decision.ALLOW);
  }

  /** The list of its issuer names it all the same: one that was given counts. */
  @Test
  void refusesARevokedAkThatNamesNoList() {
    SoftTpm bare =
        tpm.certifiedBy(c -> c.valid(YESTERDAY, TOMORROW).usage(KeyUsage.digitalSignature));
    BigInteger serial = bare.ak().x509().getSerialNumber();
    Verification v =
        judge(
            bare,
            bare.evidence(TpmLab.NONCE),
            list(tpm.issuer(), Map.of(serial, YESTERDAY)),
            ofRoot);
    assertThat(TpmLab.failed(v)).containsExactly("tpm2-quote.ak-revocation");
  }

  private static Appraisal appraise(Verification v, Policy policy) {
    return Appraiser.appraise(
        v, policy, GraceList.NONE, AppraisalContext.of("host-1", "", NOW, NOW));
  }

  private static Collateral.Item good(LabIdentity issuer) {
    return list(issuer, Map.of());
  }

  private static Collateral.Item list(LabIdentity issuer, Map<BigInteger, Instant> revoked) {
    return SoftTpm.list(issuer, YESTERDAY, TOMORROW, revoked);
  }

  private Verification judge(Collateral.Item... lists) {
    return judge(tpm, tpm.evidence(TpmLab.NONCE), lists);
  }

  private Verification judge(SoftTpm of, Evidence e, Collateral.Item... lists) {
    return TpmLab.SCHEME.verify(
        e,
        TpmLab.input(TrustAnchors.of(List.of(of.anchor())))
            .withCollateral(new Collateral(List.of(lists))));
  }

  private VerificationInput input() {
    return TpmLab.input(TrustAnchors.of(List.of(tpm.anchor())));
  }

  private static String detail(Verification v, String check) {
    Optional<Finding> found =
        v.findings().stream().filter(f -> f.check().id().equals(check)).findFirst();
    return found.orElseThrow().detail();
  }
}
