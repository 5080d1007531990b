package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.evidence.Findings;
import java.security.PublicKey;
import java.util.Optional;

/**
 * The enclave that made the attestation key: that it is Intel's, and that the PCK vouches for it.
 */
final class QuotingEnclave {

  private final Quote quote;
  private final Tee tee;
  private final Findings findings;

  QuotingEnclave(Quote quote, Findings findings) {
    this.quote = quote;
    this.tee = quote.tee();
    this.findings = findings;
  }

  void judge(Crypto crypto, Optional<PublicKey> pck) {
    if (pck.isEmpty()) {
      findings.skip(DcapCheck.QE_REPORT_SIGNATURE.of(tee), "no PCK certificate to check it with");
    } else {
      findings.require(
          DcapCheck.QE_REPORT_SIGNATURE.of(tee),
          crypto.verifies(
              SignatureAlgorithm.ECDSA_SHA256,
              pck.get(),
              EcdsaSignature.derOfRaw(quote.qeReportSignature(), 32),
              quote.qeReportBytes()),
          "the PCK signed the QE report",
          "the PCK did not sign this QE report");
    }
    Bytes bound =
        Bytes.concat(
            HashAlgorithm.SHA256.digest(quote.attestationKey(), quote.qeAuthData()),
            Bytes.zeros(32));
    findings.require(
        DcapCheck.QE_REPORT_BINDS_KEY.of(tee),
        quote.qeReport().reportData().equals(bound),
        "the QE report holds the hash of attestation key and authentication data",
        "the QE report is of another attestation key or other authentication data");
  }

  /** Whether it is the enclave that Intel names; answers with its level, if it is at one. */
  Optional<TcbLevel.Isv> identify(QeIdentity identity) {
    EnclaveReport qe = quote.qeReport();
    findings.require(
        DcapCheck.QE_IDENTITY_ID.of(tee),
        identity.id().equals(tee.qeIdentityId()),
        identity.id(),
        tee.qeIdentityId() + " expected, the identity is for " + identity.id());
    findings.require(
        DcapCheck.QE_ATTRIBUTES.of(tee),
        Masked.equal(qe.miscSelect(), identity.miscSelect(), identity.miscSelectMask())
            && Masked.equal(qe.attributes(), identity.attributes(), identity.attributesMask()),
        "MISCSELECT and ATTRIBUTES as Intel says, under their masks",
        () ->
            "MISCSELECT "
                + qe.miscSelect()
                + " or ATTRIBUTES "
                + qe.attributes()
                + " are not Intel's");
    signer(qe, identity);
    findings.require(
        DcapCheck.QE_PRODUCT.of(tee),
        qe.isvProdId() == identity.isvProdId(),
        "ISVPRODID " + qe.isvProdId(),
        () -> "ISVPRODID " + identity.isvProdId() + " expected, " + qe.isvProdId() + " found");
    Optional<TcbLevel.Isv> level = identity.level(qe);
    findings.require(
        DcapCheck.QE_LEVEL.of(tee),
        level.isPresent(),
        "ISVSVN " + qe.isvSvn() + ": " + level.map(l -> l.standing().status().label()).orElse(""),
        () -> "ISVSVN " + qe.isvSvn() + " is below every level of the QE identity");
    return level;
  }

  private void signer(EnclaveReport qe, QeIdentity identity) {
    findings.require(
        DcapCheck.QE_SIGNER.of(tee),
        qe.mrSigner().equals(identity.mrSigner()),
        "MRSIGNER is Intel's",
        () ->
            "MRSIGNER "
                + identity.mrSigner().hex()
                + " expected, "
                + qe.mrSigner().hex()
                + " found");
  }
}
