package dev.attestry.scheme.snp;

import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Pem;
import dev.attestry.crypto.RevocationList;
import dev.attestry.evidence.Findings;
import dev.attestry.trust.Collateral;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What was given to endorse a report: the certificate of the key that signed it and the chain
 * above.
 *
 * @param presentedAs the role in which the leaf was given
 */
record Endorsement(
    AmdCertificate leaf,
    SigningKey presentedAs,
    Optional<X509Certificate> ask,
    Optional<X509Certificate> ark,
    Optional<RevocationList> crl) {

  /**
   * Reads the collateral. Empty, with the finding that says so, where there is no readable leaf.
   *
   * @param wanted the key that the report says signed it
   */
  static Optional<Endorsement> read(
      Collateral collateral, Optional<SigningKey> wanted, Findings findings) {
    Optional<Collateral.Item> item =
        wanted
            .flatMap(k -> collateral.get(k.role()))
            .or(() -> collateral.get(SigningKey.VCEK.role()))
            .or(() -> collateral.get(SigningKey.VLEK.role()));
    if (item.isEmpty()) {
      absent(collateral, findings);
      return Optional.empty();
    }
    findings.pass(
        SnpCheck.ENDORSEMENT_PRESENT, "the certificate was given as " + item.get().role());
    Optional<AmdCertificate> leaf = leaf(item.get(), findings);
    Optional<X509Certificate> ask = certificate(collateral, "ask", findings);
    Optional<X509Certificate> ark = certificate(collateral, "ark", findings);
    Optional<RevocationList> crl = crl(collateral, findings);
    SigningKey presentedAs =
        item.get().role().equals(SigningKey.VLEK.role()) ? SigningKey.VLEK : SigningKey.VCEK;
    return leaf.map(l -> new Endorsement(l, presentedAs, ask, ark, crl));
  }

  /** A chain without its leaf vouches for nothing; no chain at all leaves the question open. */
  private static void absent(Collateral collateral, Findings findings) {
    if (collateral.get("ask").or(() -> collateral.get("ark")).isPresent()) {
      findings.fail(
          SnpCheck.ENDORSEMENT_PRESENT,
          "the chain given has neither VCEK nor VLEK, so nothing vouches for the report");
    } else {
      findings.skip(
          SnpCheck.ENDORSEMENT_PRESENT,
          "neither VCEK nor VLEK was given; AMD's KDS has it under chip id and REPORTED_TCB");
    }
  }

  private static Optional<AmdCertificate> leaf(Collateral.Item item, Findings findings) {
    try {
      AmdCertificate leaf = AmdCertificate.parse(one(item));
      findings.used(item);
      return Optional.of(leaf);
    } catch (MalformedInput e) {
      findings.malformed(SnpCheck.COLLATERAL_PARSE, e);
      return Optional.empty();
    }
  }

  private static Optional<X509Certificate> certificate(
      Collateral collateral, String role, Findings findings) {
    Optional<Collateral.Item> item = collateral.get(role);
    if (item.isEmpty()) {
      return Optional.empty();
    }
    try {
      X509Certificate c = one(item.get());
      findings.used(item.get());
      return Optional.of(c);
    } catch (MalformedInput e) {
      findings.malformed(SnpCheck.COLLATERAL_PARSE, e);
      return Optional.empty();
    }
  }

  private static X509Certificate one(Collateral.Item item) throws MalformedInput {
    List<X509Certificate> all = Pem.certificates(item.role(), item.bytes());
    if (all.size() != 1) {
      throw new MalformedInput(item.role(), -1, "one certificate expected, " + all.size());
    }
    return all.get(0);
  }

  private static Optional<RevocationList> crl(Collateral collateral, Findings findings) {
    Optional<Collateral.Item> item = collateral.get("crl");
    if (item.isEmpty()) {
      return Optional.empty();
    }
    try {
      RevocationList crl = RevocationList.parse("ARK CRL", item.get().bytes());
      findings.used(item.get());
      return Optional.of(crl);
    } catch (MalformedInput e) {
      findings.malformed(SnpCheck.COLLATERAL_PARSE, e);
      return Optional.empty();
    }
  }
}
