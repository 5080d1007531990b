package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;

/** An instance in a lab's Azure: its metadata service answers a nonce by an attested document. */
public final class AzureInstance {

  /** The purpose that a verifier's anchor for its root must serve. */
  public static final String PURPOSE = "azure-imds";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM/dd/yy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration YEAR = Duration.ofDays(365);

  private final String vmId;
  private final LabPki lab;
  private final Instant around;
  private final LabIdentity root;
  private final LabIdentity intermediate;
  private final LabIdentity signer;

  private AzureInstance(LabPki lab, String vmId, Instant around) {
    this.lab = lab;
    this.vmId = vmId;
    this.around = around;
    this.root = lab.root("C=ZZ,O=Attestry LAB,CN=LAB TLS root", LabKeyType.P256);
    String ca = "C=ZZ,O=Attestry LAB,CN=LAB TLS issuing CA";
    this.intermediate =
        LabCertificate.of(ca, lab.key(ca, LabKeyType.P256))
            .valid(around.minus(YEAR), around.plus(YEAR))
            .authority(4)
            .listedAt("http://lab.example/tls-root.crl")
            .under(root);
    this.signer = signer("metadata.azure.com");
  }

  /**
   * An instance.
   *
   * @param around when the certificates of its service are valid: a year to both sides
   */
  public static AzureInstance of(LabPki lab, String vmId, Instant around) {
    return new AzureInstance(lab, vmId, around);
  }

  /** The anchor that a lab's verifier must be given; no built-in one serves. */
  public TrustAnchor anchor() {
    return root.anchor(PURPOSE);
  }

  /** The certificates above the signer, which its documents do not bring, and whom they revoked. */
  public Collateral collateral() {
    Bytes pem = LabPem.of(intermediate, root);
    Instant from = around.minus(YEAR);
    Instant until = around.plus(YEAR);
    return new Collateral(
        List.of(
            new Collateral.Item("intermediate", pem, "lab"),
            intermediate.list("crl", from, until, Map.of()),
            root.list("crl", from, until, Map.of())));
  }

  /** Answers a nonce of at most ten digits. */
  public Evidence evidence(String nonce, Instant now) {
    Bytes content = content(nonce, now);
    Bytes der =
        new LabCms(content)
            .digestAlgorithms(LabCms.SHA256_WITH_RSA) // as the service writes it
            .certificate(signer)
            .signer(LabCms.Signer.bare(signer))
            .der();
    return Evidence.of(
        "application/vnd.attestry.azure-imds-attested", Map.of("attested", answer(der)));
  }

  Bytes content(String nonce, Instant now) {
    ObjectNode o = Json.object().put("licenseType", "").put("nonce", nonce);
    o.putObject("plan").put("name", "").put("product", "").put("publisher", "");
    o.putObject("timeStamp")
        .put("createdOn", TIME.format(now) + " -0000")
        .put("expiresOn", TIME.format(now.plus(Duration.ofHours(6))) + " -0000");
    o.put("vmId", vmId).put("subscriptionId", "00000000-1111-2222-3333-444444444444");
    o.put("sku", "22_04-lts-gen2");
    return Bytes.utf8(o.toString());
  }

  static Bytes answer(Bytes der) {
    ObjectNode o = Json.object().put("encoding", "pkcs7").put("signature", Base64s.encode(der));
    return Bytes.utf8(o.toString());
  }

  /** Another certificate under the same CA, for a DNS name. */
  LabIdentity signer(String dnsName) {
    return certificate(dnsName).listedAt("http://lab.example/tls-ca.crl").under(intermediate);
  }

  /** The same in the making, without the place of its list. */
  LabCertificate certificate(String dnsName) {
    return LabCertificate.of(
            "C=ZZ,O=Attestry LAB,CN=" + dnsName, lab.key(dnsName, LabKeyType.RSA2048))
        .valid(around.minus(YEAR), around.plus(YEAR))
        .hash(HashAlgorithm.SHA256)
        .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
        .extension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
  }

  /** The CA that issues the service's certificates. */
  LabIdentity intermediate() {
    return intermediate;
  }

  LabIdentity root() {
    return root;
  }

  LabIdentity signer() {
    return signer;
  }
}
