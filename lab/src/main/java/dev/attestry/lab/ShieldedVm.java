package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A Shielded VM in a lab's Compute Engine: what the API says of its vTPM's keys, and what its
 * integrity log says of its boots.
 */
public final class ShieldedVm {

  /** The purpose that a verifier's anchor for its root must serve. */
  public static final String PURPOSE = "gce-vtpm";

  private static final ASN1ObjectIdentifier INSTANCE =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.1.21");
  private static final Duration LIFE = Duration.ofDays(365);

  private final long instanceId;
  private final Instant around;
  private final LabIdentity root;
  private final LabIdentity intermediate;
  private final KeyPair ek;
  private final KeyPair ak;

  private ShieldedVm(LabPki lab, long instanceId, Instant around) {
    this.instanceId = instanceId;
    this.around = around;
    this.root = lab.root("C=ZZ,O=Attestry LAB,CN=LAB EK/AK CA Root", LabKeyType.P256);
    String ca = "C=ZZ,O=Attestry LAB,CN=LAB EK/AK CA Intermediate";
    this.intermediate =
        LabCertificate.of(ca, lab.key(ca, LabKeyType.P256))
            .valid(around.minus(LIFE), around.plus(LIFE))
            .authority(4)
            .listedAt("http://lab.example/ek-root.crl")
            .issuerAt("http://lab.example/ek-root.crt")
            .under(root);
    this.ek = lab.key("EK of " + instanceId, LabKeyType.P256);
    this.ak = lab.key("AK of " + instanceId, LabKeyType.P256);
  }

  /**
   * An instance.
   *
   * @param around when the certificates of its keys are valid: a year to both sides
   */
  public static ShieldedVm of(LabPki lab, long instanceId, Instant around) {
    return new ShieldedVm(lab, instanceId, around);
  }

  /** The anchor that a lab's verifier must be given; no built-in one serves. */
  public TrustAnchor anchor() {
    return root.anchor(PURPOSE);
  }

  /** The certificates of both CAs, and what they revoked: nothing. */
  public Collateral collateral() {
    Bytes pem = LabPem.of(intermediate, root);
    Instant from = around.minus(LIFE);
    Instant until = around.plus(LIFE);
    return new Collateral(
        List.of(
            new Collateral.Item("ca_certificates", pem, "lab"),
            list(intermediate, from, until, Map.of()),
            list(root, from, until, Map.of())));
  }

  /** A list of a CA: from when to when it is good, and which serial numbers are on it. */
  static Collateral.Item list(
      LabIdentity issuer, Instant from, Instant until, Map<BigInteger, Instant> revoked) {
    return issuer.list("crl", from, until, revoked);
  }

  LabIdentity root() {
    return root;
  }

  /** The CA that certifies the keys. */
  LabIdentity intermediate() {
    return intermediate;
  }

  /** {@code getShieldedInstanceIdentity}. */
  public Evidence identity() {
    ObjectNode o = Json.object().put("kind", "compute#shieldedInstanceIdentity");
    o.set("eccP256EncryptionKey", key(ek, certificate(ek, KeyUsage.keyAgreement)));
    o.set("eccP256SigningKey", key(ak, certificate(ak, KeyUsage.digitalSignature)));
    return identity(o);
  }

  static Evidence identity(ObjectNode o) {
    return Evidence.of(
        "application/vnd.attestry.shielded-vm-identity",
        Map.of("identity", Bytes.utf8(o.toPrettyString())));
  }

  /** One late boot event of Cloud Logging, with a baseline and the boot that differs here. */
  public Evidence log(List<Integer> differing) {
    return ShieldedVmLog.entry(instanceId, around, differing);
  }

  /** A certificate of the EK/AK CA for a key of this instance. */
  LabIdentity certificate(KeyPair key, int usage) {
    return saying(key, usage, production(true));
  }

  /** The same with other security properties, or none. */
  LabIdentity saying(KeyPair key, int usage, ASN1Encodable... properties) {
    return draft(key, usage).extension(INSTANCE, false, instance(properties)).under(intermediate);
  }

  /** A certificate of the same CA that names no instance, as older vTPMs have them. */
  LabIdentity nameless(KeyPair key, int usage) {
    return draft(key, usage).under(intermediate);
  }

  /** The security properties that follow an instance's name: version 0, of production or not. */
  static ASN1Encodable production(boolean is) {
    return new DERTaggedObject(
        0,
        new DERSequence(
            new ASN1Encodable[] {
              new DERTaggedObject(0, new ASN1Integer(0)),
              new DERTaggedObject(1, ASN1Boolean.getInstance(is))
            }));
  }

  private LabCertificate draft(KeyPair key, int usage) {
    return LabCertificate.of("L=lab-a,O=Attestry LAB,OU=lab,CN=" + instanceId, key)
        .valid(around.minus(LIFE), around.plus(LIFE))
        .hash(HashAlgorithm.SHA256)
        .usage(usage)
        .issuerAt("http://lab.example/ek-ca.crt");
  }

  private ASN1Encodable instance(ASN1Encodable... properties) {
    ASN1EncodableVector v = new ASN1EncodableVector();
    v.add(new DERUTF8String("lab-a"));
    v.add(new ASN1Integer(1));
    v.add(new DERUTF8String("lab"));
    v.add(new ASN1Integer(instanceId));
    v.add(new DERUTF8String("lab-vm-" + instanceId));
    v.addAll(properties);
    return new DERSequence(v);
  }

  static ObjectNode key(KeyPair key, LabIdentity certificate) {
    return Json.object()
        .put("ekCert", LabPem.of(certificate).utf8())
        .put("ekPub", LabPem.of(key.getPublic()));
  }

  /** Its vTPM after a typical boot: the key that the API names signs its quotes. */
  public SoftTpm vtpm(String commandLine) {
    LabIdentity signing = certificate(ak, KeyUsage.digitalSignature);
    return SoftTpm.withKey(root, intermediate, signing, commandLine);
  }

  /** Identity, and a quote with its boot log, as evidence of {@code gce-shielded-vm}. */
  public Evidence evidence(SoftTpm vtpm, Bytes nonce) {
    Map<String, Bytes> parts = new LinkedHashMap<>(identity().parts());
    parts.putAll(vtpm.keylessParts(nonce));
    return Evidence.of("application/vnd.attestry.gce-shielded-vm", parts);
  }

  KeyPair ek() {
    return ek;
  }

  KeyPair ak() {
    return ak;
  }
}
