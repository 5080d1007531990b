package dev.attestry.lab;

import dev.attestry.evidence.Finding;
import dev.attestry.trust.Collateral;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A lab case that a certificate with a path of its own signed.
 *
 * @param role of the revocation lists
 * @param cas those above the signer, its issuer first
 */
record SignedBy(LabCase honest, String role, LabIdentity signer, List<LabIdentity> cas) {

  static final Instant NOW = CloudLab.NOW;
  static final Duration DAY = Duration.ofDays(1);

  static Stream<SignedBy> all() {
    return Stream.of(document(), token(), endorsement());
  }

  /** Azure's attested document; as given, since in full its nonce counts as none. */
  static SignedBy document() {
    AzureInstance vm = CloudLab.AZURE;
    return new SignedBy(CloudLab.imds(), "crl", vm.signer(), List.of(vm.intermediate(), vm.root()));
  }

  /** A PKI token of Google Cloud Attestation. */
  static SignedBy token() {
    GoogleIssuer google = CloudLab.GOOGLE;
    LabCase c =
        CloudLab.google("pki", google.pki(CloudLab.HEX_NONCE, CloudLab.AUDIENCE, "app 1", NOW));
    return new SignedBy(c, "crl", google.leaf(), List.of(google.intermediate(), google.root()));
  }

  /** A launch endorsement, whose signer stands directly under its root. */
  static SignedBy endorsement() {
    GceEndorser google = CloudLab.ENDORSER;
    return new SignedBy(
        CloudLab.endorsement(), "endorsement_crl", google.signer(), List.of(google.root()));
  }

  @Override
  public String toString() {
    return honest.name();
  }

  LabIdentity issuer() {
    return cas.get(0);
  }

  Collateral.Item good(LabIdentity ca) {
    return list(ca, Map.of());
  }

  Collateral.Item revoking(LabIdentity ca, LabIdentity revoked, Instant since) {
    return list(ca, Map.of(revoked.x509().getSerialNumber(), since));
  }

  private Collateral.Item list(LabIdentity ca, Map<BigInteger, Instant> revoked) {
    return ca.list(role, NOW.minus(DAY), NOW.plus(DAY), revoked);
  }

  /** Judged by these lists and no others, and by whatever else it needs. */
  LabCase judgedBy(Collateral.Item... lists) {
    List<Collateral.Item> items = new ArrayList<>(honest.input().collateral().items());
    items.removeIf(i -> i.role().equals(role));
    items.addAll(List.of(lists));
    return honest.with(honest.input().withCollateral(new Collateral(items)));
  }

  /** Judged by this list, and by good ones of the CAs above the issuer. */
  LabCase judgedByAlso(Collateral.Item ofIssuer) {
    return judgedBy(
        Stream.concat(Stream.of(ofIssuer), cas.stream().skip(1).map(this::good))
            .toArray(Collateral.Item[]::new));
  }

  /** The finding of the check with this id. */
  static Finding finding(LabCase c, String id) {
    return c.verify().findings().stream()
        .filter(f -> f.check().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
