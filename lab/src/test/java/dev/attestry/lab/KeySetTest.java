package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sets of keys that come as collateral: archived with an entry, and trusted for nothing else. */
final class KeySetTest {

  private static LabCase fetched(TrustAnchor anchor) {
    LabCase c = CloudLab.maa();
    return c.with(
        c.input()
            .withAnchors(TrustAnchors.of(List.of(anchor, DcapLab.PKI.anchor())))
            .withCollateral(CloudLab.MAA.published(CloudLab.NOW)));
  }

  private static TrustAnchor issuer(String purpose, String name) {
    return new TrustAnchor.Material(purpose, "issuer", Bytes.utf8(name), "test");
  }

  @Test
  void theSetOfAnIssuerThatAnAnchorNamesVerifiesAndIsKept() {
    Verification v = fetched(CloudLab.MAA.issuerAnchor()).verify();
    assertThat(v.verdict()).as("%s", v.findings()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.collateral()).extracting(Collateral.Item::role).contains("jwks");
  }

  /** Whoever hands in a token could hand in its keys as well. */
  @Test
  void aSetThatNoAnchorStandsBehindJudgesNothing() {
    for (TrustAnchor anchor :
        List.of(
            DcapLab.PKI.anchor(),
            issuer("azure-maa", "https://another.lab.attest.example"),
            issuer("gcp-attestation", CloudLab.MAA.issuer()))) {
      LabCase c = fetched(anchor);
      assertThat(c.failed()).isEmpty();
      assertThat(c.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(c.verify().collateral()).extracting(Collateral.Item::role).doesNotContain("jwks");
    }
  }

  /** The issuer dropped the key since: today's set says nothing of a token of then. */
  @Test
  void aTokenIsVerifiedAgainByTheSetOfThenAndNotByTodays() {
    LabCase c = fetched(CloudLab.MAA.issuerAnchor());
    Collateral today =
        CloudLab.MAA
            .collateral(CloudLab.NOW)
            .plus(
                List.of(new Collateral.Item("jwks", Bytes.utf8("{\"keys\":[]}"), "fetched today")));
    assertThat(c.with(c.input().withCollateral(today)).verify().verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(c.verify().verdict()).isEqualTo(Verdict.VERIFIED);
  }

  /**
   * What an anchor that only names an issuer rests on: the collector's TLS connection. Nothing in a
   * set says whose it is, so whoever can hand one in for that issuer is the issuer. An anchor that
   * holds the keys does not rest on it.
   */
  @Test
  void whoeverHandsInTheSetOfANamedIssuerIsBelievedAndNotWhereTheKeysArePinned() {
    KeyPair forger = CloudLab.LAB.key("forger of sets", LabKeyType.RSA2048);
    ObjectNode claims =
        WorkloadClaims.of(CloudLab.HEX_NONCE, CloudLab.AUDIENCE, "anything", CloudLab.NOW);
    Bytes token = LabToken.rs256(forger, LabToken.header("forged"), Bytes.utf8(claims.toString()));
    Bytes set = LabToken.jwks(LabToken.jwk("forged", forger));
    LabCase c = CloudLab.google("oidc", GoogleIssuer.evidence(token));
    LabCase pinned =
        c.with(
            c.input()
                .withCollateral(new Collateral(List.of(new Collateral.Item("jwks", set, "x")))));
    assertThat(pinned.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    Verification named =
        pinned
            .with(
                pinned
                    .input()
                    .withAnchors(
                        TrustAnchors.of(
                            List.of(
                                issuer(
                                    "gcp-attestation",
                                    "https://confidentialcomputing.googleapis.com")))))
            .verify();
    assertThat(named.verdict()).isEqualTo(Verdict.VERIFIED);
    // What an auditor has to look at: the set is kept, and the finding says which it is.
    assertThat(named.collateral()).extracting(Collateral.Item::bytes).containsExactly(set);
    assertThat(named.findings().toString())
        .contains("fetched from https://confidentialcomputing.googleapis.com, SHA-256 ")
        .contains(HashAlgorithm.SHA256.digest(set).hex());
  }

  @Test
  void theSetOfGooglesIssuerIsTakenTheSameWay() {
    LabCase c =
        CloudLab.google(
            "oidc", CloudLab.GOOGLE.oidc(CloudLab.HEX_NONCE, CloudLab.AUDIENCE, "a", CloudLab.NOW));
    TrustAnchor.Material set = (TrustAnchor.Material) CloudLab.GOOGLE.anchors().get(0);
    Collateral fetched = new Collateral(List.of(new Collateral.Item("jwks", set.bytes(), "test")));
    ObjectNode stated = Json.object().put("expected_audience", CloudLab.AUDIENCE);
    LabCase named =
        c.with(
            CloudLab.input(
                    List.of(
                        issuer("gcp-attestation", "https://confidentialcomputing.googleapis.com")))
                .withExpectedNonce(CloudLab.HEX_NONCE)
                .withStated(stated)
                .withCollateral(fetched));
    assertThat(named.verify().verdict()).isEqualTo(Verdict.VERIFIED);
    LabCase unnamed = named.with(named.input().withAnchors(TrustAnchors.of(List.of())));
    assertThat(unnamed.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }
}
