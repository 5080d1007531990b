package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.TrustAnchor;
import java.util.Map;

/** An instance in a lab's EC2: its metadata service has a signed identity document. */
public final class Ec2Instance {

  /** The purpose that a verifier's anchor for the region's certificate must serve. */
  public static final String PURPOSE = "aws-iid";

  private static final String MEDIA_TYPE = "application/vnd.attestry.aws-instance-identity";

  private final String instanceId;
  private final String region;
  private final LabIdentity certificate;

  private Ec2Instance(LabPki lab, String instanceId, String region) {
    this.instanceId = instanceId;
    this.region = region;
    // All regions' certificates have one subject; serial number and key differ.
    this.certificate =
        LabCertificate.of(
                "C=ZZ,ST=Lab,L=Lab,O=Attestry LAB", lab.key("EC2 " + region, LabKeyType.RSA2048))
            .hash(HashAlgorithm.SHA256)
            .selfSigned();
  }

  /** The instance id that stands for a name. */
  static String id(String name) {
    return "i-" + HashAlgorithm.SHA256.digest(Bytes.utf8(name)).hex().substring(0, 17);
  }

  public static Ec2Instance of(LabPki lab, String instanceId, String region) {
    return new Ec2Instance(lab, instanceId, region);
  }

  /** The region's certificate; no built-in one serves. */
  public TrustAnchor anchor() {
    return new TrustAnchor.Material(
        PURPOSE, "certificate", LabPem.of(certificate), "throw-away region of a lab");
  }

  /** The {@code /rsa2048} form: PKCS #7 over the document. It answers no nonce. */
  public Evidence evidence() {
    return Evidence.of(MEDIA_TYPE, Map.of("pkcs7", pkcs7(document())));
  }

  /** The {@code /document} and {@code /signature} form. */
  public Evidence bareEvidence() {
    return Evidence.of(
        MEDIA_TYPE,
        Map.of(
            "document",
            document(),
            "signature",
            lines(certificate.sign(HashAlgorithm.SHA256, document()))));
  }

  Bytes document() {
    ObjectNode o =
        Json.object()
            .put("accountId", "000000000000")
            .put("architecture", "x86_64")
            .put("availabilityZone", region + "a")
            .put("imageId", "ami-0123456789abcdef0")
            .put("instanceId", instanceId)
            .put("instanceType", "m7a.large")
            .put("pendingTime", "2026-01-01T00:00:00Z")
            .put("privateIp", "192.0.2.10")
            .put("region", region)
            .put("version", "2017-09-30");
    return Bytes.utf8(o.toPrettyString());
  }

  LabCms cms(Bytes document) {
    return new LabCms(document).signer(LabCms.Signer.attributes(certificate, document));
  }

  LabIdentity certificate() {
    return certificate;
  }

  private Bytes pkcs7(Bytes document) {
    return lines(cms(document).der());
  }

  /** Base64, as the service answers. */
  private static Bytes lines(Bytes der) {
    return Bytes.utf8(LabPem.lines(der));
  }
}
