package dev.attestry.scheme.certs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.PathChecks;
import dev.attestry.evidence.RevocationChecks;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain by itself: PEM, leaf first, ending in a root that is pinned by the case or,
 * without one, for any purpose. It shows where a key comes from and nothing about a state.
 */
public final class Certs implements Scheme {

  static final String NAME = "certs";

  private static final String ROLE = "chain";
  private static final String CRL_ROLE = "crl";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/pem-certificate-chain"; // RFC 8555 section 9.1
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.A1;
  }

  /** Each certificate is signed. */
  @Override
  public boolean providersWord() {
    return false;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of(ROLE);
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of(CRL_ROLE);
  }

  @Override
  public List<Check> checks() {
    return CommonCheck.with(
        List.of(
            CommonCheck.CERTIFICATE_MALFORMED,
            CommonCheck.CERTIFICATE_CHAIN,
            CommonCheck.CERTIFICATE_CONSTRAINTS,
            CommonCheck.CERTIFICATE_VALIDITY,
            CommonCheck.TRUSTED_ROOT,
            CommonCheck.CRL,
            CommonCheck.CERTIFICATE_REVOCATION,
            CommonCheck.NONCE));
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    Findings findings = Findings.of(this, input.profile());
    Optional<Bytes> chain = evidence.part(ROLE);
    if (chain.isEmpty()) {
      return findings
          .skip(CommonCheck.CERTIFICATE_MALFORMED, "no " + ROLE + " was given")
          .conclude(Claims.NONE);
    }
    try {
      CertificatePath path =
          CertificatePath.of(Pem.certificates("chain", chain.get()))
              .judgingOfLeaf(CertificatePath.SUBJECT_ALT_NAME);
      findings.pass(
          CommonCheck.CERTIFICATE_MALFORMED, path.certificates().size() + " certificates");
      Optional<TrustAnchor> anchor =
          PathChecks.COMMON.judge(findings, path, input, TrustAnchor.ANY);
      RevocationChecks.COMMON.judge(findings, List.of(path), input, CRL_ROLE);
      CommonCheck.unanswerable(findings, input, "certificates hold no challenge");
      return findings.conclude(claims(path, anchor, findings.anyFailed()));
    } catch (MalformedInput e) {
      return findings.malformed(CommonCheck.CERTIFICATE_MALFORMED, e).conclude(Claims.NONE);
    }
  }

  private static Claims claims(CertificatePath path, Optional<TrustAnchor> anchor, boolean failed) {
    return Claims.of(
        o -> {
          ObjectNode top = failed ? o.putObject("unverified") : o;
          anchor.ifPresent(a -> top.put("anchor", a.source()));
          byte @Nullable [] name = path.leaf().getExtensionValue(CertificatePath.SUBJECT_ALT_NAME);
          if (name != null) {
            top.put("subject_alt_name", Bytes.of(name).hex());
          }
          ArrayNode list = top.putArray("certificates");
          for (X509Certificate c : path.certificates()) {
            list.addObject()
                .put("subject", c.getSubjectX500Principal().getName())
                .put("serial_number", c.getSerialNumber().toString(16))
                .put("sha256", CertificatePath.fingerprint(c).hex())
                .put("spki_sha256", CertificatePath.keyFingerprint(c).hex())
                .put("not_before", c.getNotBefore().toInstant().toString())
                .put("not_after", c.getNotAfter().toInstant().toString());
          }
        });
  }
}
