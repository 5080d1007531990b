package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.Schemes;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** The plan's cases N31 and N32: chains beside their revocation lists. */
final class CertificateChainTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final LabPki PKI = LabPki.named("chains");
  private static final LabIdentity ROOT = PKI.root("CN=lab root", LabKeyType.P384);
  private static final LabIdentity CA =
      PKI.authority(ROOT, "CN=lab ca", LabKeyType.P384, NOW, Duration.ofDays(30));
  private static final BigInteger SERIAL = BigInteger.valueOf(4711);
  private static final LabIdentity LEAF =
      LabCertificate.of("CN=leaf", PKI.key("leaf", LabKeyType.P256))
          .serial(SERIAL)
          .listedAt("http://lab.example/ca.crl")
          .under(CA);

  @Test
  void verifiesAChainThatNoFreshListNames() {
    Verification v = judge(Optional.of(list(CA, NOW.minus(DAY), NOW.plus(DAY), Map.of())));
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.complete()).isTrue();
    assertThat(v.collateral()).hasSize(1);
  }

  @Test
  void isNotCompleteWithoutAList() {
    assertThat(judge(Optional.empty()).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(judge(Optional.empty()).complete()).isFalse();
  }

  /** Nothing to be had is not something left out: said as such. */
  @Test
  void hasNothingToBeHeldAgainstWhereNoCertificateNamesAList() {
    LabIdentity leaf = LabCertificate.of("CN=bare", PKI.key("leaf", LabKeyType.P256)).under(CA);
    for (Bytes chain : List.of(LabPem.of(leaf, CA, ROOT), LabPem.of(ROOT))) {
      Verification v = judge(chain, Optional.empty());
      assertThat(v.complete()).isTrue();
      assertThat(v.findings())
          .filteredOn(f -> f.outcome() == Outcome.NOT_APPLICABLE)
          .extracting(f -> f.check().id())
          .contains("certificate.revocation");
    }
  }

  @Test
  void n31RejectsAnOldAndAFutureList() {
    assertThat(failed(list(CA, NOW.minus(DAY.multipliedBy(2)), NOW.minus(DAY), Map.of())))
        .containsExactly("certificate.crl");
    assertThat(failed(list(CA, NOW.plus(DAY), NOW.plus(DAY.multipliedBy(2)), Map.of())))
        .containsExactly("certificate.crl");
  }

  @Test
  void n31RejectsAListOfAnotherIssuerOfTheSameName() {
    LabIdentity other = LabPki.named("other").root("CN=lab ca", LabKeyType.P384);
    assertThat(failed(list(other, NOW.minus(DAY), NOW.plus(DAY), Map.of())))
        .containsExactly("certificate.crl");
  }

  /** RFC 5280 §6.3.3 (f): the issuer of a list needs cRLSign. */
  @Test
  void rejectsAListOfACaThatMayNotSignLists() {
    LabIdentity mute =
        LabCertificate.of("CN=mute ca", PKI.key("mute", LabKeyType.P384))
            .extension(Extension.basicConstraints, true, new BasicConstraints(0))
            .usage(KeyUsage.keyCertSign)
            .under(ROOT);
    LabIdentity leaf = LabCertificate.of("CN=leaf", PKI.key("leaf", LabKeyType.P256)).under(mute);
    Verification v =
        judge(LabPem.of(leaf, mute, ROOT), Optional.of(list(mute, NOW, NOW.plus(DAY), Map.of())));
    assertThat(ids(v)).containsExactly("certificate.crl");
  }

  /** N32: what was valid then stays valid then (I6). */
  @Test
  void n32RejectsALeafRevokedBeforeTheTimeOfJudgementAndNotOneRevokedLater() {
    Instant from = NOW.minus(DAY);
    assertThat(failed(list(CA, from, NOW.plus(DAY), Map.of(SERIAL, NOW.minusSeconds(1)))))
        .containsExactly("certificate.revocation");
    Bytes later = list(CA, from, NOW.plus(DAY), Map.of(SERIAL, NOW.plusSeconds(1)));
    assertThat(judge(Optional.of(later)).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(judge(Optional.of(later)).findings().toString()).contains("only later");
  }

  @Test
  void n32RejectsARevokedIntermediate() {
    BigInteger ca = CA.x509().getSerialNumber();
    assertThat(failed(list(ROOT, NOW.minus(DAY), NOW.plus(DAY), Map.of(ca, NOW.minus(DAY)))))
        .containsExactly("certificate.revocation");
  }

  @Test
  void rejectsAListThatIsNone() {
    assertThat(failed(Bytes.utf8("no list"))).containsExactly("certificate.crl");
  }

  /** A key pin trusts the key, not every certificate that somebody writes around it. */
  @Test
  void rejectsARootThatOnlyCarriesAPinnedKey() {
    Bytes spki = HashAlgorithm.SHA256.digest(Bytes.of(ROOT.keys().getPublic().getEncoded()));
    TrustAnchor pin = new TrustAnchor.PinnedKey("lab", "LAB", spki, "lab");
    LabIdentity forged =
        LabCertificate.of("CN=lab root", ROOT.keys())
            .authority(9)
            .under(LabPki.named("forger").root("CN=lab root", LabKeyType.P384));
    assertThat(ids(judge(LabPem.of(LEAF, CA, ROOT), Optional.empty(), pin))).isEmpty();
    assertThat(ids(judge(LabPem.of(LEAF, CA, forged), Optional.empty(), pin)))
        .containsExactly("certificate.trusted-root");
  }

  /**
   * RFC 5280 §4.2: a certificate for other purposes only, taken for one of ours because nobody
   * looks at what it is for.
   */
  @Test
  void refusesACriticalPurposeThatNobodyJudges() {
    for (boolean critical : new boolean[] {true, false}) {
      LabIdentity leaf =
          LabCertificate.of("CN=mail", PKI.key("leaf", LabKeyType.P256))
              .extension(
                  Extension.extendedKeyUsage,
                  critical,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection))
              .under(CA);
      Verification v = judge(LabPem.of(leaf, CA, ROOT), Optional.empty());
      assertThat(ids(v)).isEqualTo(critical ? List.of("certificate.constraints") : List.of());
      CertificatePath path = CertificatePath.of(List.of(leaf.x509(), CA.x509(), ROOT.x509()));
      assertThat(path.judgingOfLeaf("2.5.29.37").problems(Crypto.jdk(), Optional.of(NOW)))
          .isEmpty();
    }
  }

  /** A chain is the same for every asker: whoever made a challenge has no answer to it. */
  @Test
  void leavesAChallengeOpen() {
    Verification v =
        Schemes.named("certs")
            .orElseThrow()
            .verify(
                Evidence.of(
                    "application/pem-certificate-chain", Map.of("chain", LabPem.of(LEAF, CA))),
                VerificationInput.asGiven(NOW, Crypto.jdk()).withExpectedNonce(Bytes.zeros(32)));
    assertThat(v.findings())
        .filteredOn(f -> f.outcome() == Outcome.SKIPPED)
        .extracting(f -> f.check().id())
        .contains("evidence.nonce");
  }

  private static Bytes list(
      LabIdentity issuer, Instant from, Instant until, Map<BigInteger, Instant> since) {
    return LabCrl.of(issuer, from, until, since);
  }

  private static List<String> failed(Bytes crl) {
    return ids(judge(Optional.of(crl)));
  }

  private static List<String> ids(Verification v) {
    return v.findings().stream()
        .filter(f -> f.outcome() == Outcome.FAILED)
        .map(Finding::check)
        .map(c -> c.id())
        .toList();
  }

  private static Verification judge(Optional<Bytes> crl) {
    return judge(LabPem.of(LEAF, CA, ROOT), crl);
  }

  private static Verification judge(Bytes chain, Optional<Bytes> crl) {
    return judge(chain, crl, ROOT.anchor("lab"));
  }

  private static Verification judge(Bytes chain, Optional<Bytes> crl, TrustAnchor anchor) {
    Scheme scheme = Schemes.named("certs").orElseThrow();
    VerificationInput input =
        new VerificationInput(
            Profile.AS_GIVEN,
            Optional.of(NOW),
            Optional.empty(),
            new Collateral(crl.map(c -> new Collateral.Item("crl", c, "lab")).stream().toList()),
            TrustAnchors.of(List.of(anchor)),
            Json.object(),
            Crypto.fastest());
    return scheme.verify(Evidence.of(scheme.mediaType(), Map.of("chain", chain)), input);
  }
}
