package dev.attestry.collateral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issuers and revocation lists, from where certificates say that they are published. */
final class PathDocumentsTest extends CollateralTrial {

  private Verification verified(Target target) throws InterruptedException {
    Collected.Received r = lab.collect(lab.route(), target);
    return lab.verify(target, r);
  }

  @Test
  void theIdentityOfAShieldedVmIsJudgedByTheIssuersThatItsCertificatesName() throws Exception {
    Verification v = verified(CollateralLab.IDENTITY);
    // It answers no challenge: that alone is open, or refuted.
    assertThat(v.findings())
        .filteredOn(f -> !f.check().id().equals("evidence.nonce"))
        .allMatch(f -> f.outcome() == Outcome.PASSED);
    assertThat(lab.vendors.asked())
        .containsExactlyInAnyOrder(
            "/lab.example/ek-ca.crt", "/lab.example/ek-root.crt", "/lab.example/ek-root.crl");
  }

  @Test
  void aTokenIsJudgedByTheListsThatItsPathNames() throws Exception {
    Verification v = verified(CollateralLab.TOKEN);
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(lab.vendors.asked())
        .containsExactlyInAnyOrder("/lab.example/cs-ca.crl", "/lab.example/cs-root.crl");
  }

  @Test
  void anIssuerThatIsDownIsNoPassAndNoCrash() throws Exception {
    lab.vendors.answering(503, "");
    assertThat(verified(CollateralLab.TOKEN).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(lab.down).isNotEmpty();
  }

  /** A certificate of the attester's could name the metadata server, or whom we are to flood. */
  @Test
  void nobodyElseIsAskedWhateverACertificateSays() throws Exception {
    lab.hosts = PathDocuments.HOSTS;
    assertThat(verified(CollateralLab.TOKEN).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(lab.vendors.asked()).isEmpty();
    assertThat(lab.down).anyMatch(d -> d.contains("lab.example is not asked"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "metadata.google.internal",
        "evil.example",
        "privateca-content-0.storage.googleapis.com.evil.example",
        "bucket.storage.googleapis.com",
        "evilpki.goog",
        "pki.goog.evil.example"
      })
  void hostsOfOthersAreNotAmongThoseOfIssuers(String host) {
    assertThat(PathDocuments.HOSTS.matcher(host).matches()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "privateca-content-633beb94-0000-25c1-a9d7-001a114ba6e8.storage.googleapis.com",
        "pki.goog",
        "crl.pki.goog",
        "www.microsoft.com",
        "crl3.digicert.com"
      })
  void hostsOfIssuersAre(String host) {
    assertThat(PathDocuments.HOSTS.matcher(host).matches()).isTrue();
  }
}
