package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.trust.TrustAnchor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A stand-in for AWS's attestation PKI, of the same shape: root, regional, zonal and instance CA,
 * then a leaf for each module that lives three hours; all P-384 with ecdsa-with-SHA384.
 */
public final class NitroPki {

  /** The purpose that a verifier's anchor for it must serve. */
  public static final String PURPOSE = "aws-nitro";

  private static final String OWNER = "C=US,O=Attestry lab,OU=LAB,";
  private static final String PLACE = "C=US,ST=Lab,L=Lab,O=Attestry lab,OU=LAB,";

  private final LabPki pki;
  private final String region;
  private final LabIdentity root;

  private NitroPki(LabPki pki, String region, String rootSubject) {
    this.pki = pki;
    this.region = region;
    this.root = pki.root(rootSubject, LabKeyType.P384);
  }

  /** The PKI of a lab, in one region. */
  public static NitroPki of(LabPki pki) {
    return named(pki, OWNER + "CN=lab.nitro-enclaves");
  }

  /** The same with a root of another name: AWS's own name, for a forger's root. */
  public static NitroPki named(LabPki pki, String rootSubject) {
    return new NitroPki(pki, "lab-region-1", rootSubject);
  }

  public LabIdentity root() {
    return root;
  }

  /** The anchor that a lab's verifier must be given; no built-in one serves. */
  public TrustAnchor anchor() {
    return root.anchor(PURPOSE);
  }

  /** What an NSM signs with: the leaf of a module, and the bundle, root first. */
  public record Signer(LabIdentity leaf, List<Bytes> cabundle) {

    public Signer {
      cabundle = List.copyOf(cabundle);
    }
  }

  /** The signer of a module at a time; the same one for the whole hour, as a leaf is reused. */
  public Signer signer(String instanceId, String moduleId, Instant time) {
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    LabIdentity regional =
        authority(root, OWNER + "CN=0000000000000001." + domain(), hour, Duration.ofDays(20), 2);
    // The zonal CA has its names in reversed order, as in the real one.
    LabIdentity zonal =
        authority(
            regional,
            "CN=0000000000000002.zonal." + domain() + ",OU=LAB,O=Attestry lab,C=US,ST=Lab,L=Lab",
            hour,
            Duration.ofDays(6),
            1);
    LabIdentity instance =
        authority(zonal, PLACE + "CN=" + instanceId + "." + domain(), hour, Duration.ofDays(1), 0);
    LabIdentity leaf = leaf(PLACE + "CN=" + moduleId + "." + region + ".aws", hour).under(instance);
    return new Signer(
        leaf,
        List.of(
            root.certificate(),
            regional.certificate(),
            zonal.certificate(),
            instance.certificate()));
  }

  /** A leaf before it is signed, for tests that sign it with something else. */
  public LabCertificate leaf(String subject, Instant from) {
    return LabCertificate.of(subject, pki.key("leaf " + subject, LabKeyType.P384))
        .valid(from, from.plus(Duration.ofHours(3)).plusSeconds(3))
        .extension(Extension.basicConstraints, true, new BasicConstraints(false))
        .extension(
            Extension.keyUsage,
            false,
            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
  }

  private LabIdentity authority(
      LabIdentity issuer, String subject, Instant from, Duration life, int pathLength) {
    return LabCertificate.of(subject, pki.key(subject, LabKeyType.P384))
        .valid(from, from.plus(life))
        .authority(pathLength)
        .under(issuer);
  }

  private String domain() {
    return region + ".aws.nitro-enclaves";
  }
}
