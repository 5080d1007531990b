package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.CommonName;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.PathChecks;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The PCK certificate of a quote: its chain to Intel's root, its CRLs, its SGX extension. */
record PlatformCertificate(CertificatePath path, PckExtensions extensions) {

  private static final String LEAF = "Intel SGX PCK Certificate";
  private static final Set<String> ISSUERS =
      Set.of("Intel SGX PCK Platform CA", "Intel SGX PCK Processor CA");

  X509Certificate leaf() {
    return path.leaf();
  }

  /** Reads it from the quote, or, where the quote only names it, from the collateral. */
  static Optional<PlatformCertificate> read(Quote quote, Collateral collateral, Findings findings) {
    Tee tee = quote.tee();
    boolean carried = quote.certificationType() == Quote.PCK_CERTIFICATE_CHAIN;
    Optional<Collateral.Item> given = carried ? Optional.empty() : collateral.get("pck_chain");
    given.ifPresent(findings::used);
    Optional<Bytes> pem =
        carried ? Optional.of(quote.certificationData()) : given.map(Collateral.Item::bytes);
    if (pem.isEmpty()) {
      findings.fail(
          DcapCheck.PCK_CHAIN_PRESENT.of(tee),
          "certification data of type "
              + quote.certificationType()
              + " only names the PCK certificate, and no pck_chain was given");
      return Optional.empty();
    }
    findings.pass(
        DcapCheck.PCK_CHAIN_PRESENT.of(tee),
        "certification data of type " + quote.certificationType());
    try {
      CertificatePath path = PckChain.read("PCK certificate chain", pem.get());
      PlatformCertificate c = new PlatformCertificate(path, PckExtensions.parse(path.leaf()));
      findings.pass(
          DcapCheck.PCK_CHAIN_PARSE.of(tee), path.certificates().size() + " certificates");
      return Optional.of(c);
    } catch (MalformedInput e) {
      findings.malformed(DcapCheck.PCK_CHAIN_PARSE.of(tee), e);
      return Optional.empty();
    }
  }

  void judge(Tee tee, VerificationInput input, DcapCollateral collateral, Findings findings) {
    new PathChecks(
            DcapCheck.PCK_CHAIN.of(tee),
            DcapCheck.PCK_CONSTRAINTS.of(tee),
            DcapCheck.PCK_VALIDITY.of(tee),
            DcapCheck.PCK_ROOT.of(tee))
        .judge(findings, path, input, DcapCollateral.ANCHOR_PURPOSE);
    Optional<String> issuer = CommonName.of(leaf().getIssuerX500Principal());
    findings.require(
        DcapCheck.PCK_SUBJECT.of(tee),
        CommonName.of(leaf().getSubjectX500Principal()).equals(Optional.of(LEAF))
            && issuer.filter(ISSUERS::contains).isPresent()
            && path.certificates().size() == 3,
        LEAF + " from " + issuer.orElse(""),
        () ->
            "a PCK certificate below a PCK CA below the root expected, found "
                + CertificatePath.name(leaf()));
    new Revocation(
            tee, DcapCheck.ROOT_CRL_SIGNATURE, DcapCheck.ROOT_CRL_FRESH, DcapCheck.CA_NOT_REVOKED)
        .judge(collateral.rootCrl(), path.end(), issuingCa(), input.time(), findings);
    new Revocation(
            tee, DcapCheck.PCK_CRL_SIGNATURE, DcapCheck.PCK_CRL_FRESH, DcapCheck.PCK_NOT_REVOKED)
        .judge(collateral.pckCrl(issuingCa()), issuingCa(), leaf(), input.time(), findings);
  }

  private X509Certificate issuingCa() {
    List<X509Certificate> all = path.certificates();
    return all.get(Math.min(1, all.size() - 1));
  }

  /** The three questions to a CRL. */
  private record Revocation(Tee tee, DcapCheck signature, DcapCheck fresh, DcapCheck notRevoked) {

    void judge(
        Optional<DcapCollateral.Crl> given,
        X509Certificate issuer,
        X509Certificate subject,
        Optional<Instant> time,
        Findings findings) {
      if (given.isEmpty()) {
        for (DcapCheck c : List.of(signature, fresh, notRevoked)) {
          findings.skip(c.of(tee), "no readable CRL was given");
        }
        return;
      }
      DcapCollateral.Crl crl = given.get();
      findings.require(
          signature.of(tee),
          crl.issuedBy(issuer),
          "issued by " + CertificatePath.name(issuer),
          () -> crl.list().whyNotOf(issuer));
      crl.span().judge(findings, fresh.of(tee), time);
      Optional<Instant> since = crl.list().revokedSince(subject);
      findings.require(
          notRevoked.of(tee),
          since.isEmpty(),
          CertificatePath.name(subject) + " is not on the CRL",
          () ->
              CertificatePath.name(subject)
                  + " revoked since "
                  + since.map(Instant::toString).orElse(""));
    }
  }
}
