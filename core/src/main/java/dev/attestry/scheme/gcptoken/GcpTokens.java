package dev.attestry.scheme.gcptoken;

import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.KeySet;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slot;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.util.List;
import java.util.Set;

/**
 * Tokens of Google Cloud. Google Cloud Attestation on a Confidential Space workload or a
 * Confidential VM is a provider's verdict, class P1; the identity token of the metadata server says
 * only which instance asked, class A1.
 *
 * <p>Evidence: {@code token}. Anchors: for OIDC tokens {@code jwks}, or {@code x509} (a PEM
 * certificate, or Google's JSON map of key id to PEM), in full, purpose {@code gcp-attestation} or
 * {@code google-accounts}, fetched by whoever configured them and never from where a token points;
 * or {@code issuer}, whose set comes as collateral {@code jwks}. A PKI token brings its path in
 * {@code x5c}; its root is pinned for {@code gcp-attestation}, and collateral {@code crl} holds the
 * revocation lists of its CAs, one or more in each item.
 *
 * <p>Stated: {@code expected_audience}. The nonce stands in {@code eat_nonce}; an identity token
 * has no other place for it than its audience, which is the nonce or ends in {@code #} and the
 * nonce.
 *
 * <p>Claims: {@code /kind}, {@code /appraised_by}, {@code /key_source} (jwks, x509, x5c), {@code
 * /hwmodel}, {@code /swname}, {@code /swversion}, {@code /dbgstat}, {@code /debuggable}, {@code
 * /secure_boot}, {@code /image_support}, {@code /container/…}, {@code /service_accounts}, {@code
 * /instance/…}, {@code /bearer}, {@code /unrevocable}: a certificate of {@code x5c} names no list,
 * and none of its issuer was given.
 */
public final class GcpTokens implements Scheme {

  static final String NAME = "gcp-attestation-jwt";

  /** Collateral: revocation lists of the CAs of a PKI token. */
  static final String CRL = "crl";

  private static final Recipe RECIPE = Recipe.of("gcp-token-nonce-v1", Slot.HEX_64);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mediaType() {
    return "application/vnd.attestry.gcp-token";
  }

  @Override
  public EvidenceClass evidenceClass() {
    return EvidenceClass.P1;
  }

  @Override
  public Recipe recipe() {
    return RECIPE;
  }

  @Override
  public List<String> evidenceRoles() {
    return List.of("token");
  }

  @Override
  public Set<String> collateralRoles() {
    return Set.of(KeySet.ROLE, CRL);
  }

  @Override
  public List<Check> checks() {
    return CommonCheck.with(
        List.of(
            CommonCheck.MALFORMED,
            CommonCheck.KIND,
            CommonCheck.TOKEN_ALGORITHM,
            CommonCheck.TOKEN_ISSUER,
            CommonCheck.CERTIFICATE_CHAIN,
            CommonCheck.CERTIFICATE_CONSTRAINTS,
            CommonCheck.CERTIFICATE_VALIDITY,
            CommonCheck.TRUSTED_ROOT,
            CommonCheck.CRL,
            CommonCheck.CERTIFICATE_REVOCATION,
            CommonCheck.TOKEN_KEY,
            CommonCheck.SIGNATURE,
            CommonCheck.TOKEN_VALIDITY,
            CommonCheck.TOKEN_AUDIENCE,
            CommonCheck.NONCE,
            CommonCheck.KEY_CONFIRMATION),
        GcpTokenCheck.values());
  }

  @Override
  public Verification verify(Evidence evidence, VerificationInput input) {
    return new GcpTokenVerifier(this, input).verify(evidence);
  }
}
