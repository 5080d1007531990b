package dev.attestry.scheme.azureimds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.PathChecks;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.RevocationChecks;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.cms.SignedData;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Verifies one attested document. Used once. */
final class ImdsVerifier {

  /** The service's name in the public and the sovereign clouds, of a region or not. */
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9-]+\\.)?metadata\\.azure\\.(com|us|cn)");

  private static final int DNS_NAME = 2;

  private final VerificationInput input;
  private final Findings findings;
  private boolean weak;
  private boolean unrevocable;

  ImdsVerifier(AzureImds scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    Optional<Bytes> answer = evidence.part("attested");
    if (answer.isEmpty()) {
      return findings
          .skip(CommonCheck.MALFORMED, "no attested document was given")
          .conclude(Claims.NONE);
    }
    try {
      AttestedDocument document = AttestedDocument.parse(answer.get());
      findings.pass(CommonCheck.MALFORMED, "PKCS #7 around an attested document");
      findings.require(
          ImdsCheck.ENCODING,
          document.encoding().equals("pkcs7"),
          "pkcs7",
          "the encoding pkcs7 expected, another found");
      signer(document.signed());
      validity(document);
      nonce(document);
      return findings.conclude(claims(document));
    } catch (MalformedInput e) {
      return findings.malformed(CommonCheck.MALFORMED, e).conclude(Claims.NONE);
    }
  }

  /** spire 1.15.1: the path must be of the certificate whose key made the signature. */
  private void signer(SignedData data) throws MalformedInput {
    Optional<X509Certificate> found = data.signerAmong(data.certificates());
    findings.require(
        ImdsCheck.SIGNER,
        found.isPresent(),
        "the certificate that the signer names came along",
        "the certificate that the signer names did not come along");
    if (found.isEmpty()) {
      findings.skip(CommonCheck.SIGNATURE, "no key to check it with");
      return;
    }
    X509Certificate signer = found.get();
    weak = data.weakUnder(signer.getPublicKey());
    findings.require(
        ImdsCheck.MESSAGE_DIGEST,
        data.coversContent(),
        "the signature is over this document",
        "the signed digest is of another document");
    findings.require(
        CommonCheck.SIGNATURE,
        data.signedBy(input.crypto(), signer.getPublicKey()),
        "made by the key of the signer's certificate",
        "not made by the key of the signer's certificate");
    CertificatePath path = SignerPath.of(signer, data.certificates(), input, findings);
    PathChecks.COMMON.judge(findings, path, input, SignerPath.PURPOSE);
    unrevocable = RevocationChecks.COMMON.judge(findings, List.of(path), input, SignerPath.CRL);
    findings.require(
        ImdsCheck.SUBJECT_NAME,
        named(signer),
        "a name of the metadata service",
        "no alternative name is [region.]metadata.azure.com");
  }

  /** RFC 6125: a common name is no identity, and a suffix is not the name. */
  private static boolean named(X509Certificate c) {
    try {
      Collection<List<?>> names = c.getSubjectAlternativeNames();
      return names != null
          && names.stream()
              .anyMatch(
                  n ->
                      n.get(0).equals(DNS_NAME)
                          && n.get(1) instanceof String s
                          && NAME.matcher(s).matches());
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private void validity(AttestedDocument document) {
    if (input.time().isEmpty()) {
      findings.skip(ImdsCheck.DOCUMENT_VALIDITY, "no time of judgement was given");
      return;
    }
    Instant at = input.time().get();
    String life = "good from " + document.createdOn() + " to " + document.expiresOn();
    findings.require(
        ImdsCheck.DOCUMENT_VALIDITY,
        !at.isBefore(document.createdOn()) && !at.isAfter(document.expiresOn()),
        life,
        life + ", judged at " + at);
  }

  private void nonce(AttestedDocument document) {
    if (input.expectedNonce().isEmpty()) {
      findings.skip(CommonCheck.NONCE, "no expected nonce was given");
      return;
    }
    Bytes expected = input.expectedNonce().get();
    boolean ours =
        document
            .nonce()
            .filter(n -> Bytes.utf8(n).equals(expected) || n.equals(expected.hex()))
            .isPresent();
    if (!ours) {
      findings.fail(CommonCheck.NONCE, "the document has another nonce, or none");
    } else if (input.profile() == Profile.FULL) {
      findings.skip(CommonCheck.NONCE, "a nonce of ten digits can be searched and counts as none");
    } else {
      findings.pass(CommonCheck.NONCE, "the document has the expected nonce, of ten digits");
    }
  }

  private Claims claims(AttestedDocument document) {
    return Claims.of(
        o -> {
          ObjectNode to = findings.anyFailed() ? o.putObject("unverified") : o;
          put(to, "vm_id", document, "vmId");
          put(to, "subscription_id", document, "subscriptionId");
          put(to, "sku", document, "sku");
          put(to, "license_type", document, "licenseType");
          put(to, "nonce", document, "nonce");
          to.put("created_on", document.createdOn().toString());
          to.put("expires_on", document.expiresOn().toString());
          to.put("weak_signature", weak);
          to.put("unrevocable", unrevocable);
          to.put("bearer", true);
        });
  }

  private static void put(ObjectNode o, String ours, AttestedDocument document, String theirs) {
    String value = document.json().path(theirs).textValue();
    if (value != null) {
      o.put(ours, value);
    }
  }
}
