package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;

/**
 * A quote, decoded (Intel DCAP Quote Library API, appendix A).
 *
 * @param signed header and body, which the attestation key signs
 * @param qeReportBytes of the report of the quoting enclave, which the PCK signs
 * @param padding bytes behind the quote's own end, which nothing covers
 */
record Quote(
    int version,
    Tee tee,
    QuoteBody body,
    Bytes signed,
    Bytes signature,
    Bytes attestationKey,
    EnclaveReport qeReport,
    Bytes qeReportBytes,
    Bytes qeReportSignature,
    Bytes qeAuthData,
    int certificationType,
    Bytes certificationData,
    int padding) {

  /** Certification data that is the PCK certificate chain itself, as PEM. */
  static final int PCK_CERTIFICATE_CHAIN = 5;
}
