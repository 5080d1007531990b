package dev.attestry.scheme.dcap;

import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.CommonName;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.VerificationInput;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether TCB info and QE identity come from Intel: both are what a forger would bring along
 * (CVE-2026-22696: an identity that was fetched and never verified).
 */
final class CollateralSigner {

  private static final String SIGNER = "Intel SGX TCB Signing";

  /** What is checked of one signed body. */
  record Checks(DcapCheck signer, DcapCheck signature, DcapCheck fresh) {}

  static final Checks TCB_INFO =
      new Checks(DcapCheck.TCB_INFO_SIGNER, DcapCheck.TCB_INFO_SIGNATURE, DcapCheck.TCB_INFO_FRESH);
  static final Checks QE_IDENTITY =
      new Checks(
          DcapCheck.QE_IDENTITY_SIGNER,
          DcapCheck.QE_IDENTITY_SIGNATURE,
          DcapCheck.QE_IDENTITY_FRESH);
  static final Checks EARLY_TCB_INFO =
      new Checks(
          DcapCheck.EARLY_TCB_INFO_SIGNER,
          DcapCheck.EARLY_TCB_INFO_SIGNATURE,
          DcapCheck.EARLY_TCB_INFO_FRESH);
  static final Checks EARLY_QE_IDENTITY =
      new Checks(
          DcapCheck.EARLY_QE_IDENTITY_SIGNER,
          DcapCheck.EARLY_QE_IDENTITY_SIGNATURE,
          DcapCheck.EARLY_QE_IDENTITY_FRESH);

  private final Tee tee;
  private final VerificationInput input;
  private final DcapCollateral collateral;
  private final Findings findings;

  CollateralSigner(Tee tee, VerificationInput input, DcapCollateral collateral, Findings findings) {
    this.tee = tee;
    this.input = input;
    this.collateral = collateral;
    this.findings = findings;
  }

  /** Whether a claim may rest on it: signed and, where a time was given, in force. */
  boolean judge(DcapCollateral.Signed<?> signed, Checks checks) {
    Span span = signed.body().validity().span();
    boolean intels = intels(signed, checks);
    span.judge(findings, checks.fresh().of(tee), input.time());
    return intels && input.time().filter(at -> !span.contains(at)).isEmpty();
  }

  private boolean intels(DcapCollateral.Signed<?> signed, Checks checks) {
    if (signed.signer().isEmpty()) {
      findings.skip(checks.signer().of(tee), "no readable issuer chain was given");
      findings.skip(checks.signature().of(tee), "no readable issuer chain was given");
      return false;
    }
    List<String> wrong = wrong(signed.signer().get());
    findings.require(
        checks.signer().of(tee),
        wrong.isEmpty(),
        SIGNER
            + " below the Intel root, "
            + signed.signer().get().anchor().map(a -> a.source()).orElse(""),
        String.join("; ", wrong));
    findings.require(
        checks.signature().of(tee),
        signed.signatureHolds(),
        "holds over the exact bytes",
        "does not hold over the exact bytes: altered, written anew, or of another signer");
    return wrong.isEmpty() && signed.signatureHolds();
  }

  private List<String> wrong(DcapCollateral.Signer signer) {
    List<String> out = new ArrayList<>();
    signer.problems().forEach(p -> out.add(p.detail()));
    CertificatePath path = signer.path();
    X509Certificate leaf = path.leaf();
    boolean leafOfRoot = path.certificates().size() == 2 && leaf.getBasicConstraints() < 0;
    if (!leafOfRoot || !CommonName.of(leaf.getSubjectX500Principal()).equals(Optional.of(SIGNER))) {
      out.add(SIGNER + " below the root expected, found " + CertificatePath.name(leaf));
    }
    if (signer.anchor().isEmpty()) {
      out.add("ends in " + CertificatePath.name(path.end()) + ", which is no trusted root");
    }
    input.time().ifPresent(at -> path.certificates().forEach(c -> validity(c, at, out)));
    collateral
        .rootCrl()
        .flatMap(crl -> crl.list().revokedSince(leaf))
        .ifPresent(since -> out.add(SIGNER + " is revoked since " + since));
    return out;
  }

  private static void validity(X509Certificate c, Instant at, List<String> out) {
    Instant from = c.getNotBefore().toInstant();
    Instant until = c.getNotAfter().toInstant();
    if (at.isBefore(from) || at.isAfter(until)) {
      out.add(
          CertificatePath.name(c)
              + " is valid from "
              + from
              + " to "
              + until
              + ", judged at "
              + at);
    }
  }
}
