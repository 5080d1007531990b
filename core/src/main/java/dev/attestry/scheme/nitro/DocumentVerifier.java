package dev.attestry.scheme.nitro;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.CoseSign1;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.PathChecks;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies one attestation document: syntax, path, signature, time, nonce. Used once. */
final class DocumentVerifier {

  static final String ROLE = "document";

  /** The purpose of AWS's root, for enclaves and NitroTPM alike. */
  static final String PURPOSE = "aws-nitro";

  private static final long ES384 = -35;
  private static final int ES384_WIDTH = 48;
  private static final String ECDSA_WITH_SHA384 = "1.2.840.10045.4.3.3";

  /** How far the clocks of the hypervisor and of the judge may differ. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** Their clauses in AWS's text stand at the steps below. */
  static final List<CommonCheck> SHARED =
      List.of(
          CommonCheck.MALFORMED,
          CommonCheck.KIND,
          CommonCheck.CERTIFICATE_MALFORMED,
          CommonCheck.CERTIFICATE_CHAIN,
          CommonCheck.CERTIFICATE_CONSTRAINTS,
          CommonCheck.CERTIFICATE_VALIDITY,
          CommonCheck.TRUSTED_ROOT,
          CommonCheck.CERTIFICATE_REVOCATION,
          CommonCheck.NONCE,
          CommonCheck.KEY_CONFIRMATION);

  /** Which enum names the checks: both kinds share the steps. */
  interface Naming {
    Check of(NitroCheck step);
  }

  private final DocumentKind kind;
  private final Naming checks;
  private final VerificationInput input;
  private final Findings findings;

  DocumentVerifier(Scheme scheme, DocumentKind kind, Naming checks, VerificationInput input) {
    this.kind = kind;
    this.checks = checks;
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    return findings.ofPart(
        evidence,
        ROLE,
        bytes -> {
          CoseSign1 cose = CoseSign1.parse("COSE_Sign1", bytes);
          AttestationDocument document = AttestationDocumentParser.parse(cose.payload());
          // AWS Nitro attestation process 3.2.2.1; RFC 9052 §4.2.
          findings.pass(
              CommonCheck.MALFORMED, "COSE_Sign1 with a well-formed attestation document");
          return verify(cose, document);
        });
  }

  private Verification verify(CoseSign1 cose, AttestationDocument document) {
    kind(document);
    headers(cose);
    Optional<CertificatePath> path = path(document);
    if (path.isEmpty()) {
      skip(NitroCheck.COSE_SIGNATURE, "the certificate of its key could not be read");
      nonce(document);
      return findings.conclude(DocumentClaims.unverified(document));
    }
    certificates(path.get());
    signature(cose, path.get().leaf());
    timestamp(document, path.get().leaf());
    nonce(document);
    if (document.publicKey().filter(k -> !k.isEmpty()).isPresent()) {
      CommonCheck.unconfirmed(findings, true);
    }
    return findings.conclude(
        findings.anyFailed()
            ? DocumentClaims.unverified(document)
            : DocumentClaims.of(document, path.get()));
  }

  /** A right signature under the wrong type: one PKI signs documents of both kinds. */
  private void kind(AttestationDocument document) {
    DocumentKind other = kind == DocumentKind.TPM ? DocumentKind.ENCLAVE : DocumentKind.TPM;
    boolean right = document.kind() == kind && !document.moduleId().contains(other.moduleMark());
    findings.require(
        CommonCheck.KIND,
        right,
        kind.words(),
        kind.words() + " expected, " + other.words() + " found (PCR map or module_id)");
  }

  /**
   * AWS writes {1: -35} and an empty unprotected header. What stands in the unprotected header is
   * signed by nobody: nothing is taken from it, and a document that has something there is refused.
   */
  private void headers(CoseSign1 cose) {
    Optional<String> critical = cose.criticalProblem(Set.of());
    Optional<Long> algorithm = cose.algorithm();
    String wrong =
        critical.isPresent()
            ? critical.get()
            : !algorithm.equals(Optional.of(ES384))
                ? "alg must be ES384 (-35), found " + algorithm.map(Object::toString).orElse("none")
                : cose.unprotectedMap().entries().isEmpty()
                    ? ""
                    : "the unprotected header must be empty";
    require(NitroCheck.COSE_HEADERS, wrong.isEmpty(), "alg is ES384", wrong);
  }

  /** cabundle is root first; a path is leaf first. */
  private Optional<CertificatePath> path(AttestationDocument document) {
    List<X509Certificate> leafFirst = new ArrayList<>();
    try {
      leafFirst.add(Crypto.certificate("certificate", document.certificate()));
      for (int i = document.cabundle().size() - 1; i >= 0; i--) {
        leafFirst.add(Crypto.certificate("cabundle[" + i + "]", document.cabundle().get(i)));
      }
    } catch (MalformedInput e) {
      findings.malformed(CommonCheck.CERTIFICATE_MALFORMED, e);
      return Optional.empty();
    }
    findings.pass(CommonCheck.CERTIFICATE_MALFORMED, leafFirst.size() + " certificates");
    return Optional.of(CertificatePath.of(leafFirst));
  }

  private void certificates(CertificatePath path) {
    // AWS Nitro attestation process 3.2.3, 3.2.3.1 (validity), 3.2.3.2 (constraints).
    PathChecks.COMMON.judge(findings, path, input, PURPOSE);
    Optional<String> misfit = misfit(path);
    require(
        NitroCheck.CERTIFICATE_PROFILE,
        misfit.isEmpty(),
        "all keys are on P-384, all signatures ecdsa-with-SHA384",
        misfit.orElse(""));
    findings.notApplicable(
        CommonCheck.CERTIFICATE_REVOCATION,
        "AWS: CRL must be disabled; the leaf lives three hours");
  }

  private static Optional<String> misfit(CertificatePath path) {
    boolean[] usage = path.leaf().getKeyUsage();
    if (path.leaf().getBasicConstraints() >= 0 || usage == null || !usage[0]) {
      return Optional.of("the leaf must be no CA and have the key usage digitalSignature");
    }
    return path.certificates().stream()
        .filter(c -> !c.getSigAlgOID().equals(ECDSA_WITH_SHA384) || !onP384(c))
        .findFirst()
        .map(c -> CertificatePath.name(c) + " is not ecdsa-with-SHA384 with a key on P-384");
  }

  private static boolean onP384(X509Certificate c) {
    return c.getPublicKey() instanceof ECKey k
        && k.getParams().getCurve().getField().getFieldSize() == 384;
  }

  /** RFC 9053 §2.1: r and s side by side, 48 bytes each, leading zeros kept. */
  private void signature(CoseSign1 cose, X509Certificate leaf) {
    boolean holds =
        input
            .crypto()
            .verifies(
                SignatureAlgorithm.ECDSA_SHA384,
                leaf.getPublicKey(),
                EcdsaSignature.derOfRaw(cose.signature(), ES384_WIDTH),
                cose.toBeSigned());
    require(
        NitroCheck.COSE_SIGNATURE,
        holds,
        "made by the key of " + CertificatePath.name(leaf),
        "not made by the key of " + CertificatePath.name(leaf) + " over this payload");
  }

  /** The key is good for the leaf's three hours; a document from the future is a replay to come. */
  private void timestamp(AttestationDocument document, X509Certificate leaf) {
    Instant t = document.timestamp();
    boolean inside =
        !t.isBefore(leaf.getNotBefore().toInstant().minus(SKEW))
            && !t.isAfter(leaf.getNotAfter().toInstant());
    if (inside && input.time().isEmpty()) {
      skip(NitroCheck.TIMESTAMP, "no time of judgement was given");
      return;
    }
    boolean past = input.time().filter(at -> t.isAfter(at.plus(SKEW))).isEmpty();
    require(
        NitroCheck.TIMESTAMP,
        inside && past,
        "made at " + t,
        "made at "
            + t
            + (inside ? ", after the time of judgement" : ", outside its certificate's validity"));
  }

  private void nonce(AttestationDocument document) {
    if (input.expectedNonce().isEmpty()) {
      findings.skip(CommonCheck.NONCE, "no expected nonce was given");
      return;
    }
    Bytes expected = input.expectedNonce().get();
    findings.require(
        CommonCheck.NONCE,
        document.nonce().filter(expected::equals).isPresent(),
        "the document answers our challenge",
        "nonce "
            + expected
            + " expected, "
            + document.nonce().map(Bytes::toString).orElse("none")
            + " found");
  }

  private Findings skip(NitroCheck step, String detail) {
    return findings.skip(checks.of(step), detail);
  }

  private void require(NitroCheck step, boolean holds, String passed, String failed) {
    findings.require(checks.of(step), holds, passed, failed);
  }
}
