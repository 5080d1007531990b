package dev.attestry.scheme.gceendorsement;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.Pem;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.PathChecks;
import dev.attestry.evidence.RevocationChecks;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies one endorsement. Used once. */
final class EndorsementVerifier {

  static final String PURPOSE = "gce-tcb";

  /** Releases before this day may lack the source that they were built from. */
  private static final Instant PROVENANCE_SINCE = Instant.parse("2024-08-02T00:00:00Z");

  private final VerificationInput input;
  private final Findings findings;
  private boolean unrevocable = false;

  EndorsementVerifier(GceEndorsement scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    return findings.ofPart(evidence, "endorsement", this::judge);
  }

  private Verification judge(Bytes bytes) throws MalformedInput {
    LaunchEndorsement e = LaunchEndorsement.parse(bytes);
    GoldenMeasurement golden = e.golden();
    findings.pass(CommonCheck.MALFORMED, "an endorsement with a golden measurement");
    Optional<X509Certificate> signer = signer(golden);
    if (signer.isEmpty()) {
      return findings.conclude(Claims.NONE);
    }
    boolean rooted = path(signer.get());
    // gce-tcb-verifier: the algorithm is known beforehand, RSA-PSS with SHA-256.
    findings.require(
        CommonCheck.SIGNATURE,
        input
            .crypto()
            .verifies(
                SignatureAlgorithm.PSS_SHA256,
                signer.get().getPublicKey(),
                e.signature(),
                e.signed()),
        "RSA-PSS with SHA-256 over the golden measurement holds",
        "RSA-PSS with SHA-256 over the golden measurement does not hold");
    Lengths.judge(findings, golden);
    provenance(golden);
    Optional<Endorsed> endorsed = asked(golden);
    nonce();
    return findings.conclude(
        EndorsementClaims.of(golden, endorsed, unrevocable, rooted && !findings.anyFailed()));
  }

  private Optional<X509Certificate> signer(GoldenMeasurement golden) {
    try {
      X509Certificate c = Crypto.certificate("certificate of the signer", golden.cert());
      findings.pass(CommonCheck.CERTIFICATE_MALFORMED, CertificatePath.name(c));
      return Optional.of(c);
    } catch (MalformedInput e) {
      findings.malformed(CommonCheck.CERTIFICATE_MALFORMED, e);
      return Optional.empty();
    }
  }

  /** The signer stands directly under the root, which we have and the message does not give. */
  private boolean path(X509Certificate signer) {
    List<X509Certificate> roots;
    try {
      roots = roots();
    } catch (MalformedInput e) {
      findings.malformed(CommonCheck.TRUSTED_ROOT, e);
      return false;
    }
    if (roots.isEmpty()) {
      findings.skip(CommonCheck.TRUSTED_ROOT, "no certificate of the root was given");
      return false;
    }
    X509Certificate root =
        roots.stream()
            .filter(r -> input.crypto().signed(signer, r.getPublicKey()))
            .findFirst()
            .orElse(roots.get(0));
    CertificatePath path = CertificatePath.of(List.of(signer, root));
    PathChecks.COMMON.steps(findings, path, input);
    findings.pass(
        CommonCheck.TRUSTED_ROOT, CertificatePath.name(root) + " is a root that was given");
    unrevocable = RevocationChecks.COMMON.judge(findings, List.of(path), input, GceEndorsement.CRL);
    return true;
  }

  private List<X509Certificate> roots() throws MalformedInput {
    List<X509Certificate> out = new ArrayList<>();
    for (TrustAnchor.Material m : input.anchors().material(PURPOSE, "root", "trusted_root", "ca")) {
      out.addAll(Pem.certificates("root", m.bytes()));
    }
    return out;
  }

  private void provenance(GoldenMeasurement golden) {
    findings.require(
        EndorsementCheck.PROVENANCE,
        !golden.timestamp().isAfter(PROVENANCE_SINCE)
            || golden.clSpec() != 0
            || !golden.commit().isEmpty(),
        "change " + Long.toUnsignedString(golden.clSpec()) + ", commit " + golden.commit().hex(),
        "does not say from which source the firmware was built");
    if (input.time().isEmpty()) {
      findings.skip(EndorsementCheck.TIMESTAMP, "no time of judgement was given");
      return;
    }
    findings.require(
        EndorsementCheck.TIMESTAMP,
        !golden.timestamp().isAfter(input.time().get()),
        "made at " + golden.timestamp(),
        "made at " + golden.timestamp() + ", after the time of judgement " + input.time().get());
  }

  private Optional<Endorsed> asked(GoldenMeasurement golden) {
    Optional<Endorsed> asked = Endorsed.stated(input.stated().path("expected"));
    if (asked.isEmpty()) {
      findings.skip(
          EndorsementCheck.MEASUREMENT,
          "no expected.technology or expected.measurement was stated");
      return asked;
    }
    findings.require(
        EndorsementCheck.MEASUREMENT,
        asked.get().isOneOf(golden),
        "endorses " + asked.get().words(),
        "does not endorse " + asked.get().words());
    return asked;
  }

  private void nonce() {
    if (input.expectedNonce().isEmpty()) {
      findings.notApplicable(CommonCheck.NONCE, "a reference value answers no challenge");
    } else {
      findings.fail(CommonCheck.NONCE, "a reference value cannot answer a challenge");
    }
  }
}
