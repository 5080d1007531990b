package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyUsage;

/** A stand-in for Google's endorser of firmware: {@code VMLaunchEndorsement} in protobuf. */
public final class GceEndorser {

  /** The purpose that a verifier's anchor for its root must serve. */
  public static final String PURPOSE = "gce-tcb";

  private static final Duration LIFE = Duration.ofDays(3 * 365);

  private final LabIdentity root;
  private final LabIdentity signer;
  private final Instant made;

  private GceEndorser(LabPki lab, Instant made) {
    this.made = made;
    this.root = lab.root("C=ZZ,O=Attestry LAB,CN=LAB GCE-cc-tcb-root", LabKeyType.P256);
    KeyPair key = lab.key("GCE endorser", LabKeyType.RSA2048);
    this.signer = signer(key, made).listedAt("http://lab.example/tcb-root.crl").under(root);
  }

  private GceEndorser(LabIdentity root, LabIdentity signer, Instant made) {
    this.made = made;
    this.root = root;
    this.signer = signer;
  }

  private static LabCertificate signer(KeyPair key, Instant made) {
    return LabCertificate.of("C=ZZ,O=Attestry LAB,CN=LAB GCE-uefi-signer", key)
        .valid(made.minus(LIFE), made.plus(LIFE))
        .hash(HashAlgorithm.SHA256)
        .usage(KeyUsage.digitalSignature);
  }

  /** The same endorser with a certificate that names no list. */
  GceEndorser unlisted() {
    return new GceEndorser(root, signer(signer.keys(), made).under(root), made);
  }

  /**
   * An endorser.
   *
   * @param made when its endorsements are made
   */
  public static GceEndorser of(LabPki lab, Instant made) {
    return new GceEndorser(lab, made);
  }

  /** The root in full, since endorsements name only their signer. */
  public TrustAnchor anchor() {
    return new TrustAnchor.Material(
        PURPOSE, "root", LabPem.of(root), "throw-away endorser of a lab");
  }

  /** What the root revoked: nothing. */
  public Collateral.Item list() {
    return root.list("endorsement_crl", made.minus(LIFE), made.plus(LIFE), Map.of());
  }

  LabIdentity root() {
    return root;
  }

  LabIdentity signer() {
    return signer;
  }

  /** Endorses a firmware by name. */
  public Evidence evidence(String firmware) {
    Bytes golden = golden(firmware);
    return Evidence.of(
        "application/vnd.attestry.gce-endorsement", Map.of("endorsement", endorse(golden)));
  }

  /** The SNP measurement of a firmware with this many vCPUs. */
  public static Bytes snp(String firmware, int vcpus) {
    return sha384("snp " + vcpus + " " + firmware);
  }

  public static Bytes mrtd(String firmware) {
    return sha384("mrtd " + firmware);
  }

  /** {@code VMGoldenMeasurement}. */
  Bytes golden(String firmware) {
    Bytes snp =
        Bytes.concat(
            LabProtobuf.number(1, 1),
            snpEntry(firmware, 2),
            snpEntry(firmware, 4),
            LabProtobuf.field(3, Bytes.zeros(16)),
            LabProtobuf.field(4, Bytes.zeros(16)),
            LabProtobuf.number(5, 0x30000));
    Bytes tdx =
        Bytes.concat(
            LabProtobuf.number(1, 1),
            LabProtobuf.field(
                2, Bytes.concat(LabProtobuf.number(1, 16), LabProtobuf.field(3, mrtd(firmware)))));
    return Bytes.concat(
        LabProtobuf.field(1, LabProtobuf.number(1, made.getEpochSecond())),
        LabProtobuf.number(2, 700_000_000L),
        LabProtobuf.field(4, signer.certificate()),
        LabProtobuf.field(5, sha384("image " + firmware)),
        LabProtobuf.field(7, snp),
        LabProtobuf.field(8, tdx));
  }

  /** {@code VMLaunchEndorsement}: RSASSA-PSS with SHA-256; its salt follows from the message. */
  Bytes endorse(Bytes golden) {
    return Bytes.concat(LabProtobuf.field(1, golden), LabProtobuf.field(2, pss(golden)));
  }

  private static Bytes snpEntry(String firmware, int vcpus) {
    return LabProtobuf.field(
        2, Bytes.concat(LabProtobuf.number(1, vcpus), LabProtobuf.field(2, snp(firmware, vcpus))));
  }

  private Bytes pss(Bytes message) {
    PrivateKey key = signer.keys().getPrivate();
    return signer
        .memory()
        .signature(
            "endorsement", key, message, () -> LabSigner.pss(key, HashAlgorithm.SHA256, message));
  }

  private static Bytes sha384(String text) {
    return HashAlgorithm.SHA384.digest(Bytes.utf8("lab/" + text));
  }
}
