package dev.attestry.scheme.awsiid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Pem;
import dev.attestry.crypto.SignatureAlgorithm;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.cms.SignedData;
import dev.attestry.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Verifies one document. Used once. */
final class IidVerifier {

  private static final String PURPOSE = "aws-iid";

  private static final Map<String, String> CLAIMS =
      new TreeMap<>(
          Map.of(
              "account_id", "accountId",
              "instance_id", "instanceId",
              "region", "region",
              "availability_zone", "availabilityZone",
              "image_id", "imageId",
              "instance_type", "instanceType",
              "architecture", "architecture",
              "pending_time", "pendingTime"));

  private final VerificationInput input;
  private final Findings findings;
  private boolean weak;

  IidVerifier(AwsIid scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    Optional<Bytes> pkcs7 = evidence.part("pkcs7");
    Optional<Bytes> beside = evidence.part("document");
    Optional<Bytes> signature = evidence.part("signature");
    if (pkcs7.isEmpty() && (beside.isEmpty() || signature.isEmpty())) {
      return findings
          .skip(CommonCheck.MALFORMED, "pkcs7, or document and signature, are needed")
          .conclude(Claims.NONE);
    }
    try {
      List<X509Certificate> regions = regions();
      ObjectNode document;
      if (pkcs7.isPresent()) {
        SignedData data = IdentityDocument.pkcs7(pkcs7.get());
        document = IdentityDocument.parse(data.content());
        signedData(data, regions);
        beside.ifPresent(b -> same(data.content(), b));
      } else {
        Bytes content = beside.orElseThrow();
        document = IdentityDocument.parse(content);
        bare(IdentityDocument.base64("signature", signature.orElseThrow()), content, regions);
      }
      findings.pass(CommonCheck.MALFORMED, "an instance identity document");
      CommonCheck.unanswerable(
          findings, input, "the document has no place for a nonce: whoever has a copy can show it");
      findings.notApplicable(
          CommonCheck.CERTIFICATE_REVOCATION,
          "the region's certificate is trusted itself: no CA stands above it");
      return findings.conclude(claims(document));
    } catch (MalformedInput e) {
      return findings.malformed(CommonCheck.MALFORMED, e).conclude(Claims.NONE);
    }
  }

  private List<X509Certificate> regions() throws MalformedInput {
    List<X509Certificate> out = new ArrayList<>();
    for (TrustAnchor.Material m : input.anchors().material(PURPOSE, "certificate")) {
      out.addAll(Pem.certificates("region certificate", m.bytes()));
    }
    return out;
  }

  private void signedData(SignedData data, List<X509Certificate> regions) {
    Optional<X509Certificate> signer = data.signerAmong(regions);
    if (regions.isEmpty()) {
      findings.skip(IidCheck.SIGNER, "no certificate of the region was given");
      return;
    }
    findings.require(
        IidCheck.SIGNER,
        signer.isPresent(),
        "the certificate of the region",
        "the signer is certificate " + data.serial().toString(16) + ", which was not given");
    findings.require(
        IidCheck.MESSAGE_DIGEST,
        data.coversContent(),
        "the signature is over this document",
        "the signed digest is of another document");
    if (signer.isEmpty()) {
      findings.skip(CommonCheck.SIGNATURE, "no key to check it with");
      return;
    }
    X509Certificate region = signer.get();
    weak = data.weakUnder(region.getPublicKey());
    validity(region);
    findings.require(
        CommonCheck.SIGNATURE,
        data.signedBy(input.crypto(), region.getPublicKey()),
        "made by the key of the region",
        "not made by the key of the region");
  }

  /** The {@code /signature} form: RSA with SHA-256 over the document; nothing names the key. */
  private void bare(Bytes signature, Bytes document, List<X509Certificate> regions) {
    if (regions.isEmpty()) {
      findings.skip(IidCheck.SIGNER, "no certificate of the region was given");
      return;
    }
    Optional<X509Certificate> signer =
        regions.stream()
            .filter(
                c ->
                    input
                        .crypto()
                        .verifies(
                            SignatureAlgorithm.RSA_SHA256, c.getPublicKey(), signature, document))
            .findFirst();
    findings.require(
        CommonCheck.SIGNATURE,
        signer.isPresent(),
        "made by a key of the region",
        "not made by a key that was given");
    signer.ifPresent(this::validity);
    weak =
        signer
            .map(X509Certificate::getPublicKey)
            .filter(k -> k instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= 2048)
            .isEmpty();
  }

  private void validity(X509Certificate region) {
    if (input.time().isEmpty()) {
      findings.skip(CommonCheck.CERTIFICATE_VALIDITY, "no time of judgement was given");
      return;
    }
    Instant at = input.time().get();
    boolean inside =
        !at.isBefore(region.getNotBefore().toInstant())
            && !at.isAfter(region.getNotAfter().toInstant());
    findings.require(
        CommonCheck.CERTIFICATE_VALIDITY,
        inside,
        "the region's certificate is valid at " + at,
        CertificatePath.name(region) + " is not valid at " + at);
  }

  private void same(Bytes signed, Bytes beside) {
    findings.require(
        IidCheck.DOCUMENT,
        signed.equals(beside),
        "the document beside it is the signed one",
        "the document beside it is another; only the signed one counts");
  }

  private Claims claims(ObjectNode document) {
    return Claims.of(
        o -> {
          ObjectNode to = findings.anyFailed() ? o.putObject("unverified") : o;
          CLAIMS.forEach(
              (ours, theirs) ->
                  IdentityDocument.text(document, theirs).ifPresent(v -> to.put(ours, v)));
          to.put("weak_signature", weak);
          to.put("bearer", true);
        });
  }
}
