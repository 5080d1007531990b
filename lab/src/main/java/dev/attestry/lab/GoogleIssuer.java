package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A stand-in for the issuers of Google Cloud's tokens: Google Cloud Attestation with OIDC keys and
 * with a PKI, and the metadata server's identity tokens.
 */
public final class GoogleIssuer {

  /** Purposes of the anchors for attestation tokens and for identity tokens. */
  public static final String ATTESTATION = "gcp-attestation";

  public static final String ACCOUNTS = "google-accounts";

  private static final String MEDIA_TYPE = "application/vnd.attestry.gcp-token";
  static final Duration LIFE = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String OWNER = "C=ZZ,O=Attestry LAB,CN=";

  private final KeyPair attestation;
  private final KeyPair accounts;
  private final Instant around;
  private final LabIdentity root;
  private final LabIdentity intermediate;
  private final LabIdentity leaf;

  private GoogleIssuer(LabPki lab, Instant around) {
    this.attestation = lab.key("Google Cloud Attestation", LabKeyType.RSA2048);
    this.accounts = lab.key("Google accounts", LabKeyType.RSA2048);
    this.root = lab.root(OWNER + "LAB Confidential Space Root", LabKeyType.P256);
    this.around = around;
    String ca = OWNER + "LAB Confidential Space Intermediate";
    this.intermediate =
        LabCertificate.of(ca, lab.key(ca, LabKeyType.P256))
            .valid(around.minus(YEAR), around.plus(YEAR))
            .authority(4)
            .listedAt("http://lab.example/cs-root.crl")
            .under(root);
    this.leaf =
        LabCertificate.of(
                OWNER + "LAB Confidential Space Leaf", lab.key("CS leaf", LabKeyType.RSA2048))
            .valid(around.minus(YEAR), around.plus(YEAR))
            .hash(HashAlgorithm.SHA256)
            .usage(KeyUsage.digitalSignature)
            .listedAt("http://lab.example/cs-ca.crl")
            .under(intermediate);
  }

  /**
   * The issuers.
   *
   * @param around when the certificates of the PKI are valid: a year to both sides
   */
  public static GoogleIssuer of(LabPki lab, Instant around) {
    return new GoogleIssuer(lab, around);
  }

  /** What a lab's verifier must trust for its tokens; no built-in anchor serves. */
  public List<TrustAnchor> anchors() {
    return List.of(
        keys(ATTESTATION, "lab-attestation", attestation),
        keys(ACCOUNTS, "lab-accounts", accounts),
        root.anchor(ATTESTATION));
  }

  /** What the CAs of the PKI revoked: nothing. */
  public Collateral collateral() {
    Instant from = around.minus(YEAR);
    Instant until = around.plus(YEAR);
    return new Collateral(
        List.of(
            intermediate.list("crl", from, until, Map.of()),
            root.list("crl", from, until, Map.of())));
  }

  /** An OIDC token of a Confidential Space workload. */
  public Evidence oidc(Bytes nonce, String audience, String runs, Instant now) {
    ObjectNode claims = WorkloadClaims.of(nonce, audience, runs, now);
    return evidence(token(LabToken.header("lab-attestation"), claims));
  }

  /** The same as a PKI token, which brings its path. */
  public Evidence pki(Bytes nonce, String audience, String runs, Instant now) {
    return pki(leaf, WorkloadClaims.of(nonce, audience, runs, now));
  }

  /** Claims signed by a leaf of the PKI. */
  Evidence pki(LabIdentity signer, ObjectNode claims) {
    ObjectNode header = LabToken.header("");
    header.remove("kid");
    List.of(signer, intermediate, root)
        .forEach(c -> header.withArray("/x5c").add(Base64s.encode(c.certificate())));
    return evidence(LabToken.rs256(signer.keys(), header, Bytes.utf8(claims.toString())));
  }

  LabIdentity root() {
    return root;
  }

  /** The CA that certifies the leaf. */
  LabIdentity intermediate() {
    return intermediate;
  }

  LabIdentity leaf() {
    return leaf;
  }

  /** An identity token of an instance: the audience is its only slot. */
  public Evidence identity(Bytes nonce, String audience, Instant now) {
    ObjectNode claims =
        LabToken.claims("https://accounts.google.com", now, LIFE)
            .put("aud", audience + "#" + nonce.hex())
            .put("sub", "100000000000000000001");
    claims
        .putObject("google")
        .putObject("compute_engine")
        .put("instance_id", "42")
        .put("project_id", "lab")
        .put("zone", "lab-a");
    return evidence(
        LabToken.rs256(accounts, LabToken.header("lab-accounts"), Bytes.utf8(claims.toString())));
  }

  Bytes token(ObjectNode header, ObjectNode claims) {
    return LabToken.rs256(attestation, header, Bytes.utf8(claims.toString()));
  }

  static Evidence evidence(Bytes token) {
    return Evidence.of(MEDIA_TYPE, Map.of("token", token));
  }

  private static TrustAnchor keys(String purpose, String kid, KeyPair key) {
    return new TrustAnchor.Material(
        purpose, "jwks", LabToken.jwks(LabToken.jwk(kid, key)), "throw-away issuer of a lab");
  }
}
