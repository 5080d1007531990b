package dev.attestry.lab.standin;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An instance as EC2 describes it, with the image that it was started from and, if it has a
 * NitroTPM, the endorsement keys of that.
 */
public final class FakeEc2Machine {

  /** Whose the instance is, and whose its image. */
  public static final String ACCOUNT = "123456789012";

  public static final String IMAGE_OWNER = "210987654321";

  private final String id;
  private final boolean tpm;
  private final boolean snp;
  private final Map<String, Bytes> keys = new ConcurrentHashMap<>();
  private volatile String state = "running";

  private FakeEc2Machine(String id, boolean tpm, boolean snp) {
    this.id = id;
    this.tpm = tpm;
    this.snp = snp;
  }

  /** One with a TPM, under SEV-SNP, whose metadata server wants tokens. */
  public static FakeEc2Machine protectedOne(String id) {
    return new FakeEc2Machine(id, true, true);
  }

  /** One that starts as machines always did. */
  public static FakeEc2Machine plain(String id) {
    return new FakeEc2Machine(id, false, false);
  }

  public void stop() {
    state = "stopped";
  }

  /**
   * An endorsement key, SubjectPublicKeyInfo.
   *
   * @param type as EC2 names it
   */
  public Bytes endorsementKey(String type) {
    return keys.computeIfAbsent(type, FakeEc2Machine::generate);
  }

  private static Bytes generate(String type) {
    try {
      KeyPairGenerator g = KeyPairGenerator.getInstance(type.startsWith("rsa") ? "RSA" : "EC");
      if (type.startsWith("rsa")) {
        g.initialize(2048);
      } else {
        g.initialize(new ECGenParameterSpec("secp384r1"));
      }
      return Bytes.of(g.generateKeyPair().getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK makes RSA and P-384 keys", e);
    }
  }

  String image() {
    return "ami-" + id.substring(2);
  }

  /** As the documentation of DescribeInstances shows it, shortened. */
  String described() {
    return "<item><reservationId>r-1</reservationId><ownerId>"
        + ACCOUNT
        + "</ownerId><instancesSet><item><instanceId>"
        + id
        + "</instanceId><imageId>"
        + image()
        + "</imageId><instanceState><code>16</code><name>"
        + state
        + "</name></instanceState><bootMode>uefi-preferred</bootMode><currentInstanceBootMode>"
        + (tpm ? "uefi" : "legacy-bios")
        + "</currentInstanceBootMode>"
        + (tpm ? "<tpmSupport>v2.0</tpmSupport>" : "")
        + "<cpuOptions><coreCount>2</coreCount>"
        + (snp ? "<amdSevSnp>enabled</amdSevSnp>" : "")
        + "</cpuOptions><enclaveOptions><enabled>false</enabled></enclaveOptions><metadataOptions>"
        + "<state>applied</state><httpTokens>"
        + (tpm ? "required" : "optional")
        + "</httpTokens></metadataOptions><networkInterfaceSet><item><ownerId>999</ownerId><attachment>"
        + "<instanceId>i-other</instanceId></attachment></item></networkInterfaceSet></item>"
        + "</instancesSet></item>";
  }

  String describedImage() {
    return "<item><imageId>"
        + image()
        + "</imageId><imageState>available</imageState><imageOwnerId>"
        + IMAGE_OWNER
        + "</imageOwnerId><bootMode>"
        + (tpm ? "uefi" : "legacy-bios")
        + "</bootMode>"
        + (tpm ? "<tpmSupport>v2.0</tpmSupport><imdsSupport>v2.0</imdsSupport>" : "")
        + "</item>";
  }

  /** Its key in an answer; empty without a TPM, or of a kind that there is not. */
  Optional<String> key(Map<String, String> form) {
    String type = form.getOrDefault("KeyType", "");
    if (!tpm || !type.matches("rsa-2048|ecc-sec-p384") || !"der".equals(form.get("KeyFormat"))) {
      return Optional.empty();
    }
    return Optional.of(
        "<instanceId>"
            + id
            + "</instanceId><keyType>"
            + type
            + "</keyType><keyFormat>der</keyFormat><keyValue>"
            + Base64s.encode(endorsementKey(type))
            + "</keyValue>");
  }
}
