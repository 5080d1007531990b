package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.AppraisalContext;
import dev.attestry.appraisal.Appraiser;
import dev.attestry.appraisal.Decision;
import dev.attestry.appraisal.GraceList;
import dev.attestry.appraisal.Policy;
import dev.attestry.appraisal.PolicyLearner;
import dev.attestry.appraisal.RuleFinding;
import dev.attestry.appraisal.RuleOutcome;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerifiedEvidence;
import dev.attestry.trust.Collateral;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Signers that nobody can revoke: their certificates name no list, and none was given. */
final class UnlistedSignerTest {

  private static final Instant NOW = SignedBy.NOW;
  private static final String REVOCATION = "certificate.revocation";

  @Test
  void anEndorsementByOnePassesOnlyWhereThePolicySaysSo() throws InvalidDocument {
    SignedBy s = SignedBy.endorsement();
    Bytes unlisted =
        CloudLab.ENDORSER.unlisted().evidence("firmware 1").part("endorsement").orElseThrow();
    LabCase c = s.judgedBy().with("endorsement", unlisted);
    Finding f = SignedBy.finding(c, REVOCATION);
    assertThat(f.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(f.detail()).contains("none is named by", "LAB GCE-uefi-signer");
    passesOnlyWhereNamed(c.verify(), "gce-endorsement", "/unrevocable", "unrevocable");
  }

  @Test
  void aPkiTokenByOnePassesOnlyWhereThePolicySaysSo() throws InvalidDocument {
    GoogleIssuer google = CloudLab.GOOGLE;
    LabIdentity leaf =
        LabCertificate.of("CN=unlisted", google.leaf().keys())
            .valid(NOW.minus(SignedBy.DAY), NOW.plus(SignedBy.DAY))
            .hash(HashAlgorithm.SHA256)
            .usage(KeyUsage.digitalSignature)
            .under(google.intermediate());
    ObjectNode claims = WorkloadClaims.of(CloudLab.HEX_NONCE, CloudLab.AUDIENCE, "app 1", NOW);
    SignedBy s = SignedBy.token();
    LabCase c =
        s.judgedBy(s.good(google.root()))
            .with("token", google.pki(leaf, claims).part("token").orElseThrow());
    assertThat(SignedBy.finding(c, REVOCATION).detail()).contains("name none", "unlisted");
    passesOnlyWhereNamed(c.verify(), "gcp-attestation-jwt", "/unrevocable", "unrevocable");
  }

  @Test
  void anAttestedDocumentByOnePassesOnlyWhereThePolicySaysSo() throws InvalidDocument {
    LabIdentity signer =
        CloudLab.AZURE.certificate("metadata.azure.com").under(CloudLab.AZURE.intermediate());
    LabCms cms =
        new LabCms(CloudLab.AZURE.content("4711081515", NOW))
            .digestAlgorithms(LabCms.SHA256_WITH_RSA)
            .certificate(signer)
            .signer(LabCms.Signer.bare(signer));
    SignedBy s = SignedBy.document();
    Verification v =
        s.judgedBy(s.good(CloudLab.AZURE.root()))
            .with("attested", AzureInstance.answer(cms.der()))
            .verify();
    passesOnlyWhereNamed(v, "azure-imds-attested", "/unrevocable", "unrevocable");
  }

  /** Beside a quote, the claim is the endorsement's, and so is the rule. */
  @Test
  void aTrustDomainUnderAnEndorsementByOnePassesOnlyWhereThePolicySaysSo() throws InvalidDocument {
    LabCase c =
        CompositeLab.gceTdx(
            CompositeLab.td("firmware 1").booted(TdBoot.typical("root=/dev/vda1")),
            DcapLab.answers("TDX").collateral(),
            CloudLab.ENDORSER.unlisted(),
            "firmware 1");
    LabCase unlisted = without(c, "endorsement_crl");
    passesOnlyWhereNamed(
        unlisted.verify(), "gce-tdx", "/endorsement/unrevocable", "endorsement.unrevocable");
    assertThat(c.verify().claims().flag("/endorsement/unrevocable")).contains(false);
  }

  /** A stolen endorser's key would make any firmware Google's. */
  @Test
  void aTrustDomainUnderARevokedEndorserIsRefused() {
    SignedBy s = SignedBy.endorsement();
    LabCase c = CompositeLab.gceTdx();
    Collateral revoked =
        without(c, "endorsement_crl")
            .input()
            .collateral()
            .plus(List.of(s.revoking(s.issuer(), s.signer(), NOW)));
    LabCase stolen = c.with(c.input().withCollateral(revoked));
    assertThat(stolen.failed()).containsExactly(REVOCATION);
    LabCase open = without(c, "endorsement_crl");
    assertThat(open.ids(Outcome.SKIPPED)).containsExactly(REVOCATION);
    assertThat(open.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** AMD's list lies beside a report under a like name, and says nothing of Google's signer. */
  @Test
  void theChipMakersListIsNotTakenForTheEndorsers() {
    LabCase c = CompositeLab.gceSnp();
    assertThat(c.verify().verdict()).as("%s", c.verify()).isEqualTo(Verdict.VERIFIED);
    LabCase open = without(c, "endorsement_crl");
    assertThat(open.input().collateral().get("crl")).isPresent();
    assertThat(open.failed()).isEmpty();
    assertThat(open.ids(Outcome.SKIPPED)).containsExactly(REVOCATION);
  }

  /** A key of a set has no certificate above it: said, and not left out. */
  @Test
  void aKeyOfASetHasNoListAndTheFindingSaysWhy() {
    LabCase c =
        CloudLab.google(
            "oidc", CloudLab.GOOGLE.oidc(CloudLab.HEX_NONCE, CloudLab.AUDIENCE, "app 1", NOW));
    Finding f = SignedBy.finding(c.with(c.input().withCollateral(Collateral.NONE)), REVOCATION);
    assertThat(f.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(f.detail()).contains("leaving it out of its set");
    assertThat(c.verify().claims().flag("/unrevocable")).contains(false);
  }

  private static LabCase without(LabCase c, String role) {
    List<Collateral.Item> items =
        c.input().collateral().items().stream().filter(i -> !i.role().equals(role)).toList();
    return c.with(c.input().withCollateral(new Collateral(items)));
  }

  private static void passesOnlyWhereNamed(Verification v, String scheme, String claim, String rule)
      throws InvalidDocument {
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().flag(claim)).contains(true);
    ObjectNode policy =
        PolicyLearner.learn("learned", List.of(VerifiedEvidence.of(v).orElseThrow())).canonical();
    ObjectNode rules = policy.withObject("/flow/evidence/" + scheme);
    if (v.claims().flag("/bearer").isPresent()) {
      rules.put("bearer", "any");
    }
    assertThat(failing(v, policy)).containsExactly(scheme + "/" + rule);
    rules.put(rule, "any");
    assertThat(failing(v, policy)).isEmpty();
    assertThat(decision(v, policy)).isNotEqualTo(Decision.DENY);
  }

  private static List<String> failing(Verification v, ObjectNode policy) throws InvalidDocument {
    return Appraiser.appraise(v, Policy.of(policy), GraceList.NONE, context()).findings().stream()
        .filter(f -> f.outcome() == RuleOutcome.FAILED)
        .map(RuleFinding::rule)
        .toList();
  }

  private static Decision decision(Verification v, ObjectNode policy) throws InvalidDocument {
    return Appraiser.appraise(v, Policy.of(policy), GraceList.NONE, context()).decision();
  }

  private static AppraisalContext context() {
    return AppraisalContext.of("vm", "", NOW, NOW);
  }
}
