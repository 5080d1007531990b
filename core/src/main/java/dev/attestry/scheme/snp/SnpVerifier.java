package dev.attestry.scheme.snp;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.CommonName;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.ReportData;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.Optional;

/** Judges one report, step by step (AMD 56860 and 57230). */
final class SnpVerifier {

  private static final int ECDSA_P384_SHA384 = 1;

  private final VerificationInput input;
  private final Findings findings;

  SnpVerifier(VerificationInput input, Findings findings) {
    this.input = input;
    this.findings = findings;
  }

  Verification verify(Evidence evidence) {
    Optional<Bytes> raw = evidence.part("report");
    if (raw.isEmpty()) {
      findings.skip(SnpCheck.REPORT_LENGTH, "no report was given");
      return findings.conclude(Claims.NONE);
    }
    Optional<SnpReport> read = read(raw.get());
    if (read.isEmpty()) {
      return findings.conclude(Claims.NONE);
    }
    SnpReport report = read.get();
    form(report);
    Optional<Endorsement> endorsement =
        Endorsement.read(input.collateral(), report.keyFlags().signingKey(), findings);
    signingKey(report, endorsement);
    if (endorsement.isPresent()) {
      new EndorsementChain(endorsement.get(), input, findings).judge();
      signature(report, endorsement.get().leaf());
      new EndorsedPlatform(report, endorsement.get(), findings).judge();
    }
    ReportData.judge(findings, SnpCheck.REPORT_DATA, input.expectedNonce(), report.reportData());
    Claims said = SnpClaims.of(report, endorsement.map(Endorsement::leaf));
    return findings.conclude(findings.anyFailed() ? said.unverified() : said);
  }

  private Optional<SnpReport> read(Bytes raw) {
    if (raw.length() != SnpReportParser.LENGTH) {
      findings.fail(
          SnpCheck.REPORT_LENGTH,
          SnpReportParser.LENGTH + " bytes expected, " + raw.length() + " given");
      return Optional.empty();
    }
    findings.pass(SnpCheck.REPORT_LENGTH, SnpReportParser.LENGTH + " bytes");
    try {
      long version = SnpReportParser.version(raw);
      boolean known = SnpReportParser.knows(version);
      findings.require(
          SnpCheck.REPORT_VERSION,
          known,
          "version " + version,
          "version 2 to 5 expected, " + version + " found; nothing more was read");
      if (!known) {
        return Optional.empty();
      }
      SnpReport report = SnpReportParser.parse(raw);
      findings.pass(SnpCheck.REPORT_PARSE, "read in the layout of version " + version);
      return Optional.of(report);
    } catch (MalformedInput e) {
      findings.malformed(SnpCheck.REPORT_PARSE, e);
      return Optional.empty();
    }
  }

  private void form(SnpReport report) {
    findings.require(
        SnpCheck.RESERVED_ZERO,
        report.reservedSet().isEmpty(),
        "reserved bytes and bits are zero",
        "reserved ranges are not zero: " + report.reservedSet());
    findings.require(
        SnpCheck.SIGNATURE_ALGORITHM,
        report.signatureAlgo() == ECDSA_P384_SHA384,
        "ECDSA P-384 with SHA-384",
        "1 (ECDSA P-384 with SHA-384) expected, " + report.signatureAlgo() + " found");
    findings.require(
        SnpCheck.POLICY_BIT_17, report.policy().bit17(), "set", "must be one, is zero");
    findings.require(
        SnpCheck.VMPL,
        report.vmpl() <= 3,
        "asked for at VMPL " + report.vmpl(),
        "0 to 3 expected, "
            + (report.vmpl() == 0xffffffffL
                ? "all ones found: the host asked for this report, not the guest"
                : report.vmpl() + " found"));
  }

  /** The report says which kind of key signed it; the certificate must be of that kind. */
  private void signingKey(SnpReport report, Optional<Endorsement> endorsement) {
    Optional<SigningKey> key = report.keyFlags().signingKey();
    if (key.isEmpty()) {
      findings.fail(
          SnpCheck.SIGNING_KEY,
          "0 (VCEK) or 1 (VLEK) expected, " + report.keyFlags().signingKeyBits() + " found");
      return;
    }
    if (endorsement.isEmpty()) {
      findings.skip(SnpCheck.SIGNING_KEY, "no certificate to compare " + key.get() + " with");
      return;
    }
    AmdCertificate leaf = endorsement.get().leaf();
    Optional<String> subject = CommonName.of(leaf.certificate().getSubjectX500Principal());
    Optional<String> issuer = CommonName.of(leaf.certificate().getIssuerX500Principal());
    Optional<String> wantedIssuer = leaf.product().map(key.get()::issuer);
    boolean holds =
        endorsement.get().presentedAs() == key.get()
            && subject.equals(Optional.of(key.get().subject()))
            && wantedIssuer.isPresent()
            && issuer.equals(wantedIssuer);
    findings.require(
        SnpCheck.SIGNING_KEY,
        holds,
        key.get() + ", and the certificate is one",
        "the report says "
            + key.get()
            + "; given as "
            + endorsement.get().presentedAs()
            + " is "
            + CertificatePath.name(leaf.certificate())
            + " of another kind, issuer or product");
  }

  private void signature(SnpReport report, AmdCertificate leaf) {
    boolean holds =
        input
            .crypto()
            .verifies(
                SignatureAlgorithm.ECDSA_SHA384,
                leaf.certificate().getPublicKey(),
                EcdsaSignature.der(report.r(), report.s()),
                report.signed());
    findings.require(
        SnpCheck.REPORT_SIGNATURE,
        holds,
        "holds under the certificate's key",
        "does not hold under the certificate's key: altered, or signed by another chip or TCB");
  }
}
