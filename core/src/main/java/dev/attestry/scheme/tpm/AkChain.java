package dev.attestry.scheme.tpm;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.RevocationChecks;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates of an attestation key, judged.
 *
 * @param sound whether nothing is wrong with them
 * @param anchor that they end in
 * @param unrevocable whether one was let pass that no list can name
 */
record AkChain(
    CertificatePath path, boolean sound, Optional<TrustAnchor> anchor, boolean unrevocable) {

  /** What may anchor an AK chain: the clouds' vTPM roots, and a TPM vendor's that a user adds. */
  private static final List<String> PURPOSES =
      List.of("gce-vtpm", "azure-vtpm", "tpm-infineon", "tpm-vendor");

  /** Collateral: certificates to go behind a chain that ends early. */
  static final String ISSUERS = "ak_issuers";

  /** Collateral: revocation lists of the CAs, one or more in each item. */
  static final String CRL = "ak_crl";

  /** tcg-kp-AIKCertificate. */
  private static final String AIK = "2.23.133.8.3";

  private static final RevocationChecks REVOCATION =
      new RevocationChecks(TpmCheck.AK_CRL, TpmCheck.AK_REVOCATION);

  static AkChain judge(Bytes pem, VerificationInput input, Findings findings)
      throws MalformedInput {
    List<X509Certificate> certificates = new ArrayList<>(Pem.certificates("ak_chain", pem));
    Optional<Collateral.Item> issuers = input.collateral().get(ISSUERS);
    if (issuers.isPresent()) {
      certificates.addAll(Pem.certificates(ISSUERS, issuers.get().bytes()));
      findings.used(issuers.get());
    }
    // The subjectAltName names the TPM (TCG EK profile 3.2.9); no finding rests on its name.
    CertificatePath path =
        CertificatePath.of(certificates)
            .judgingOfLeaf(CertificatePath.EXTENDED_KEY_USAGE, CertificatePath.SUBJECT_ALT_NAME);
    boolean sound = sound(path, input, findings);
    boolean unrevocable = REVOCATION.judge(findings, List.of(path), input, CRL);
    Optional<TrustAnchor> anchor =
        PURPOSES.stream()
            .map(purpose -> input.anchors().pinning(purpose, path.end()))
            .flatMap(Optional::stream)
            .findFirst();
    return new AkChain(path, sound, anchor, unrevocable);
  }

  /** Signatures, names and constraints are one finding, validity another. */
  private static boolean sound(CertificatePath path, VerificationInput input, Findings findings) {
    List<String> broken = new ArrayList<>();
    List<String> outside = new ArrayList<>();
    for (CertificatePath.Step s : path.problems(input.crypto(), input.time())) {
      (s.problem() == CertificatePath.Problem.VALIDITY ? outside : broken).add(s.detail());
    }
    boolean[] usage = path.leaf().getKeyUsage();
    if (path.leaf().getBasicConstraints() >= 0 || usage != null && !usage[0]) {
      broken.add("the AK's certificate is a CA's, or not for signatures (keyUsage)");
    }
    if (forOthersOnly(path.leaf())) {
      broken.add("the AK's certificate is for other purposes only (critical extKeyUsage)");
    }
    findings.require(
        TpmCheck.AK_CHAIN,
        broken.isEmpty(),
        path.certificates().size() + " certificates, each signed by the next",
        String.join("; ", broken));
    if (input.time().isEmpty()) {
      findings.skip(TpmCheck.AK_VALIDITY, "no time of judgement was given");
    } else {
      findings.require(
          TpmCheck.AK_VALIDITY,
          outside.isEmpty(),
          "all certificates are valid at " + input.time().get(),
          String.join("; ", outside));
    }
    return broken.isEmpty() && outside.isEmpty();
  }

  /** RFC 5280 §4.2.1.12, where it is critical: TCG's tcg-kp-AIKCertificate is what we ask for. */
  private static boolean forOthersOnly(X509Certificate c) {
    try {
      return Objects.requireNonNullElse(c.getCriticalExtensionOIDs(), Set.of())
              .contains(CertificatePath.EXTENDED_KEY_USAGE)
          && !Objects.requireNonNullElse(c.getExtendedKeyUsage(), List.of()).contains(AIK);
    } catch (CertificateParsingException e) {
      return true;
    }
  }
}
