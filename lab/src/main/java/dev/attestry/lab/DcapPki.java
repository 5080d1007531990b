package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.trust.TrustAnchor;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A stand-in for Intel's provisioning PKI, of the same shape and names: root, PCK Platform CA, TCB
 * Signing, PCK certificates with the SGX extension; all P-256 with SHA-256.
 */
public final class DcapPki {

  /** The purpose that a verifier's anchor for it must serve. */
  public static final String PURPOSE = "intel-sgx";

  private static final String OWNER = "C=ZZ,L=Lab,O=Attestry lab,CN=";

  private final LabPki lab;
  private final Instant from;
  private final LabIdentity root;
  private final LabIdentity platformCa;
  private final LabIdentity tcbSigner;

  private DcapPki(LabPki lab, Instant from) {
    this.lab = lab;
    this.from = from;
    this.root =
        lab.certificate(OWNER + "Intel SGX Root CA", lab.key("DCAP root", LabKeyType.P256))
            .authority(1)
            .hash(HashAlgorithm.SHA256)
            .selfSigned();
    this.platformCa =
        LabCertificate.of(OWNER + "Intel SGX PCK Platform CA", lab.key("PCK CA", LabKeyType.P256))
            .valid(from, from.plus(Duration.ofDays(15 * 365)))
            .authority(0)
            .hash(HashAlgorithm.SHA256)
            .under(root);
    this.tcbSigner =
        LabCertificate.of(OWNER + "Intel SGX TCB Signing", lab.key("TCB", LabKeyType.P256))
            .valid(from, from.plus(Duration.ofDays(7 * 365)))
            .usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation)
            .hash(HashAlgorithm.SHA256)
            .under(root);
  }

  /**
   * @param from when the certificates below its root begin to be valid
   */
  public static DcapPki of(LabPki lab, Instant from) {
    return new DcapPki(lab, from);
  }

  /** The anchor that a lab's verifier must be given; no built-in one serves. */
  public TrustAnchor anchor() {
    return root.anchor(PURPOSE);
  }

  public LabIdentity root() {
    return root;
  }

  public LabIdentity platformCa() {
    return platformCa;
  }

  public LabIdentity tcbSigner() {
    return tcbSigner;
  }

  /**
   * A PCK certificate.
   *
   * @param svn of all 16 components
   */
  LabIdentity pck(String platform, Bytes fmspc, int svn, int pceSvn) {
    return LabCertificate.of(
            OWNER + "Intel SGX PCK Certificate", lab.key("PCK " + platform, LabKeyType.P256))
        .valid(from, from.plus(Duration.ofDays(7 * 365)))
        .usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation)
        .extension(PckExtension.ID, false, PckExtension.of(fmspc, svn, pceSvn))
        .hash(HashAlgorithm.SHA256)
        .under(platformCa);
  }

  /** A CRL of an authority, fresh for a day around a time. */
  public static Bytes crl(LabIdentity issuer, Instant at, List<LabIdentity> revoked) {
    Map<BigInteger, Instant> serials = new HashMap<>();
    revoked.forEach(r -> serials.put(r.x509().getSerialNumber(), at.minus(Duration.ofHours(12))));
    return LabCrl.of(
        issuer, at.minus(Duration.ofHours(12)), at.plus(Duration.ofHours(12)), serials);
  }

  /** An answer of the PCS: the body and the signer's signature over its bytes. */
  static Bytes answer(String member, String body, LabIdentity signer) {
    String what = member + " for " + body.substring(0, Math.min(16, body.length()));
    Bytes der = signer.signer(what, HashAlgorithm.SHA256).sign(Bytes.utf8(body));
    String hex = EcdsaPair.of(der).raw(32).hex();
    return Bytes.utf8("{\"" + member + "\":" + body + ",\"signature\":\"" + hex + "\"}");
  }
}
