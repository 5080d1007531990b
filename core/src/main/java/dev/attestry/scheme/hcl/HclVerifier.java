package dev.attestry.scheme.hcl;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.hcl.HclReport.Tee;
import dev.attestry.scheme.snp.SevSnp;
import dev.attestry.scheme.tdx.Tdx;
import dev.attestry.scheme.tpm.TpmScheme;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies one VM: report, what it binds, and the quote by the bound key. Used once. */
final class HclVerifier {

  static final Scheme SNP = new SevSnp();
  static final Scheme TDX = Tdx.amongOthers(8);
  private static final Scheme TPM = new TpmScheme();

  private static final int AK_BITS = 2048;

  private final VerificationInput input;
  private final Findings findings;

  HclVerifier(AzureHcl scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    return findings.ofPart(evidence, "hcl_report", bytes -> judge(bytes, evidence));
  }

  private Verification judge(Bytes bytes, Evidence evidence) throws MalformedInput {
    HclReport report = HclReportParser.parse(bytes);
    RuntimeData runtime = RuntimeData.parse(report.runtimeData());
    Optional<VtpmQuote> quote = VtpmQuote.read(evidence, input.stated());
    findings.pass(CommonCheck.MALFORMED, "HCL report of version " + report.version());
    bound(report);
    attestationKey(runtime);
    Claims hardware = hardware(report, evidence);
    paravisors(report, hardware.number("/vmpl"));
    Optional<Verification> vtpm = vtpm(runtime, quote);
    confirmed(vtpm);
    HclClaims claims =
        new HclClaims(report, runtime, hardware, vtpm.map(this::said).orElse(Claims.NONE));
    return findings.conclude(findings.anyFailed() ? claims.all().unverified() : claims.all());
  }

  /** The chain's second link: what the hardware reports is the hash of these bytes. */
  private void bound(HclReport report) {
    findings.require(
        HclCheck.RUNTIME_DATA,
        report.reportData().equals(report.boundData()),
        "the report is over these runtime data",
        "the report is over " + report.reportData() + ", the runtime data give another hash");
  }

  private void attestationKey(RuntimeData runtime) {
    findings.require(
        HclCheck.AK,
        runtime.akBits() == AK_BITS,
        "HCLAkPub, RSA of 2048 bits",
        "HCLAkPub must be an RSA key of 2048 bits, it has " + runtime.akBits());
  }

  /** Above VMPL 0 runs the guest, which may bind whatever runtime data it likes. */
  private void paravisors(HclReport report, Optional<Long> vmpl) {
    if (report.tee() == Tee.SEV_SNP) {
      findings.require(
          HclCheck.VMPL,
          vmpl.filter(v -> v == 0).isPresent(),
          "the report was asked for at VMPL 0, where the paravisor runs",
          () ->
              "a report of VMPL 0, the paravisor's, expected, one of VMPL "
                  + vmpl.map(String::valueOf).orElse("unknown")
                  + " found: not the paravisor's, over runtime data that somebody else chose");
    }
  }

  private Claims hardware(HclReport report, Evidence evidence) {
    // The slot of the report is spoken for: it must hold the hash of the runtime data.
    VerificationInput bound = input.withExpectedNonce(report.boundData());
    if (report.tee() == Tee.SEV_SNP) {
      return said(include(SNP, Map.of("report", report.report()), bound));
    }
    Optional<Bytes> quote = evidence.part("quote");
    if (quote.isEmpty()) {
      findings.skip(HclCheck.QUOTE_PRESENT, "a TDREPORT only; no quote of it was given");
      return Claims.NONE;
    }
    findings.pass(HclCheck.QUOTE_PRESENT, "a quote came with the TDREPORT");
    Claims td = said(include(TDX, Map.of("quote", quote.get()), bound));
    findings.require(
        HclCheck.QUOTE_REPORT_DATA,
        td.bytes("/report_data").filter(report.reportData()::equals).isPresent(),
        "quote and TDREPORT have the same REPORTDATA",
        "quote and TDREPORT have different REPORTDATA");
    findings.require(
        HclCheck.QUOTE_TD,
        td.bytes("/mrtd").filter(report.mrTd()::equals).isPresent(),
        "quote and TDREPORT have the same MRTD",
        "quote and TDREPORT have different MRTD: of another TD");
    return td;
  }

  /** The chain's last link: only the key that the runtime data name can have signed the quote. */
  private Optional<Verification> vtpm(RuntimeData runtime, Optional<VtpmQuote> quote) {
    if (quote.isEmpty()) {
      findings.skip(HclCheck.TPM_QUOTE, "no quote of the vTPM: nothing fresh, no PCRs");
      findings.skip(CommonCheck.NONCE, "the report is of boot; no quote of the vTPM was given");
      return Optional.empty();
    }
    findings.pass(HclCheck.TPM_QUOTE, "a quote of the vTPM was given");
    TrustAnchor ak =
        new TrustAnchor.Material(
            "tpm-ak",
            "ak_public",
            Bytes.of(runtime.ak().getEncoded()),
            "HCLAkPub of the hardware report");
    return Optional.of(
        include(
            TPM,
            quote.get().parts(),
            input.withAnchors(TrustAnchors.of(List.of(ak))).withStated(quote.get().stated())));
  }

  /** Signature and nonce were looked at and are right, so whoever answered holds HCLAkPub. */
  private void confirmed(Optional<Verification> quote) {
    boolean shown =
        quote.filter(q -> q.passed(TpmScheme.SIGNATURE) && q.passed(CommonCheck.NONCE)).isPresent();
    if (shown && !findings.anyFailed()) {
      findings.pass(CommonCheck.KEY_CONFIRMATION, "HCLAkPub signed the quote over our challenge");
    } else {
      CommonCheck.unconfirmed(findings, true);
    }
  }

  private Verification include(Scheme scheme, Map<String, Bytes> parts, VerificationInput of) {
    Verification v = scheme.verify(Evidence.of(scheme.mediaType(), parts), of);
    findings.include(v);
    return v;
  }

  /** Where a check failed the whole says so once: a part's words go back to their places. */
  private Claims said(Verification part) {
    return findings.anyFailed() ? part.claims().said() : part.claims();
  }
}
