package dev.attestry.scheme.dcap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.ReportData;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges one quote, step by step (Intel QVL, QuoteVerifier.cpp). */
public final class DcapVerifier {

  private static final Set<String> ROLES =
      Set.of(
          "tcb_info",
          "tcb_info_issuer_chain",
          "qe_identity",
          "qe_identity_issuer_chain",
          "early_tcb_info",
          "early_tcb_info_issuer_chain",
          "early_qe_identity",
          "early_qe_identity_issuer_chain",
          "pck_crl",
          "root_ca_crl",
          "pck_chain");

  private final Tee tee;
  private final VerificationInput input;
  private final DcapCollateral collateral;
  private final Findings findings;

  /**
   * @param tee what the scheme is for; a quote of another TEE is refused
   */
  public DcapVerifier(Tee tee, VerificationInput input, KeptCollateral kept, Findings findings) {
    this.tee = tee;
    this.input = input;
    this.collateral = kept.of(tee, input);
    this.findings = findings;
  }

  /** Roles of the collateral, in the words of Intel's PCS. */
  static Set<String> collateralRoles() {
    return ROLES;
  }

  /**
   * What a quote says of its enclave, unverified.
   *
   * @param reportData what the quote is over
   * @param debug whether whoever runs the enclave can look in
   */
  public record Enclave(Bytes reportData, boolean debug) {}

  /** The enclave of a quote; empty if it is none that can be read. */
  public static Optional<Enclave> enclave(Bytes quote) {
    try {
      return QuoteParser.parse(quote).body() instanceof EnclaveReport e
          ? Optional.of(new Enclave(e.reportData(), e.debug()))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** Every check on quotes of a TEE. */
  static List<Check> checks(Tee tee) {
    return DcapCheck.all(tee);
  }

  /** Judges the part {@code quote}, and a TD's {@code ccel} with it. */
  public Verification verify(Evidence evidence) {
    Optional<Bytes> raw = evidence.part("quote");
    if (raw.isEmpty()) {
      findings.skip(DcapCheck.QUOTE_PARSE.of(tee), "no quote was given");
      return findings.conclude(Claims.NONE);
    }
    return read(raw.get())
        .map(quote -> judge(quote, evidence))
        .orElseGet(() -> findings.conclude(Claims.NONE));
  }

  private Verification judge(Quote quote, Evidence evidence) {
    Optional<PlatformCertificate> pck =
        PlatformCertificate.read(quote, input.collateral(), findings);
    collateral.malformed().forEach(e -> findings.malformed(DcapCheck.COLLATERAL_PARSE.of(tee), e));
    collateral.used().forEach(findings::used);
    pck.ifPresent(p -> p.judge(tee, input, collateral, findings));
    CollateralSigner signer = new CollateralSigner(tee, input, collateral, findings);
    boolean tcbInfo = tcbInfo(signer);
    QuotingEnclave qe = new QuotingEnclave(quote, findings);
    qe.judge(input.crypto(), pck.map(p -> p.leaf().getPublicKey()));
    Optional<TcbLevel.Isv> qeLevel = qeIdentity(signer, qe);
    signature(quote);
    Optional<TcbEvaluation> tcb =
        tcbInfo ? pck.flatMap(p -> tcb(quote, p, qeLevel)) : Optional.empty();
    Optional<EarlyStatus> early =
        new EarlyEvaluation(quote, collateral, findings).judge(signer, pck, tcb);
    ReportData.judge(
        findings, DcapCheck.REPORT_DATA.of(tee), input.expectedNonce(), quote.body().reportData());
    Optional<ObjectNode> boot = boot(evidence, quote);
    Claims said =
        Claims.whenAsked(
            claims -> {
              DcapClaims.write(claims, quote, pck);
              boot.ifPresent(b -> claims.set("boot", b));
              tcb.ifPresent(t -> TcbClaims.write(claims, t, quote, collateral.standard()));
              early.ifPresent(e -> TcbClaims.write(claims, e));
            });
    return findings.conclude(findings.anyFailed() ? said.unverified() : said);
  }

  private Optional<TcbEvaluation> tcb(
      Quote quote, PlatformCertificate pck, Optional<TcbLevel.Isv> qeLevel) {
    return new Platform(quote, collateral.standard().tcbInfo().orElseThrow().body(), findings)
        .judge(pck.extensions(), qeLevel);
  }

  private Optional<ObjectNode> boot(Evidence evidence, Quote quote) {
    return quote.body() instanceof TdReport td
        ? RuntimeRegisters.judge(evidence, td, findings)
        : Optional.empty();
  }

  private Optional<Quote> read(Bytes raw) {
    try {
      Quote quote = QuoteParser.parse(raw);
      findings.pass(
          DcapCheck.QUOTE_PARSE.of(tee),
          "version "
              + quote.version()
              + (quote.padding() > 0
                  ? "; " + quote.padding() + " bytes behind the quote were left out"
                  : ""));
      findings.require(
          DcapCheck.QUOTE_TEE.of(tee),
          quote.tee() == tee,
          "a quote of " + tee,
          "a quote of " + tee + " expected, this one is of " + quote.tee());
      return Optional.of(quote).filter(q -> q.tee() == tee);
    } catch (MalformedInput e) {
      findings.malformed(DcapCheck.QUOTE_PARSE.of(tee), e);
      return Optional.empty();
    }
  }

  private boolean tcbInfo(CollateralSigner signer) {
    if (collateral.standard().tcbInfo().isEmpty()) {
      findings.skip(
          DcapCheck.TCB_INFO_PRESENT.of(tee),
          "no readable TCB info for " + tee + " was given: no TCB status");
      return false;
    }
    DcapCollateral.Signed<TcbInfo> signed = collateral.standard().tcbInfo().get();
    findings.pass(DcapCheck.TCB_INFO_PRESENT.of(tee), evaluation(signed.body().validity()));
    signer.judge(signed, CollateralSigner.TCB_INFO);
    return true;
  }

  private Optional<TcbLevel.Isv> qeIdentity(CollateralSigner signer, QuotingEnclave qe) {
    if (collateral.standard().qeIdentity().isEmpty()) {
      findings.skip(
          DcapCheck.QE_IDENTITY_PRESENT.of(tee),
          "no readable QE identity for " + tee + " was given: the quoting enclave may be anyone's");
      return Optional.empty();
    }
    DcapCollateral.Signed<QeIdentity> signed = collateral.standard().qeIdentity().get();
    findings.pass(DcapCheck.QE_IDENTITY_PRESENT.of(tee), evaluation(signed.body().validity()));
    signer.judge(signed, CollateralSigner.QE_IDENTITY);
    return qe.identify(signed.body());
  }

  private static String evaluation(Validity v) {
    return "TCB evaluation data number " + v.evaluationDataNumber();
  }

  private void signature(Quote quote) {
    Bytes key = quote.attestationKey();
    try {
      boolean holds =
          input
              .crypto()
              .verifies(
                  SignatureAlgorithm.ECDSA_SHA256,
                  Crypto.ecPublicKey(
                      "attestation key", "secp256r1", key.slice(0, 32), key.slice(32, 64)),
                  EcdsaSignature.derOfRaw(quote.signature(), 32),
                  quote.signed());
      findings.require(
          DcapCheck.QUOTE_SIGNATURE.of(tee),
          holds,
          "the attestation key signed header and body",
          "the attestation key did not sign this header and body");
    } catch (MalformedInput e) {
      findings.malformed(DcapCheck.QUOTE_SIGNATURE.of(tee), e);
    }
  }
}
