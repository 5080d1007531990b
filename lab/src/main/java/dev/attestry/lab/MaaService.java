package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * A stand-in for Microsoft Azure Attestation. Its signing key, one for all tenants as in Azure,
 * lives in a lab enclave, which the key's certificate shows by a quote over the key.
 */
public final class MaaService {

  /** The purpose that a verifier's anchor for its keys must serve. */
  public static final String PURPOSE = "azure-maa";

  private static final ASN1ObjectIdentifier QUOTE =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.105.1");

  private static final String POLICY =
      Base64s.encodeUrl(HashAlgorithm.SHA256.digest(Bytes.utf8("lab/maa policy")));

  private final LabPki lab;
  private final DcapPlatform platform;
  private final String issuer;
  private final KeyPair key;
  private final Bytes keyHash;

  private MaaService(LabPki lab, DcapPlatform platform, String tenant) {
    this.lab = lab;
    this.platform = platform;
    this.issuer = "https://" + tenant + ".lab.attest.example";
    this.key = lab.key("MAA signing key", LabKeyType.RSA2048);
    this.keyHash = hash(key);
  }

  /** The provider of a tenant. */
  public static MaaService of(LabPki lab, DcapPlatform platform, String tenant) {
    return new MaaService(lab, platform, tenant);
  }

  public String issuer() {
    return issuer;
  }

  /** What {@code <issuer>/certs} answers: the key by its certificate alone. */
  public Bytes jwks() {
    return LabToken.jwks(jwk());
  }

  ObjectNode jwk() {
    return jwk(enclave());
  }

  /** The same, as if its key had been made in another enclave. */
  ObjectNode jwk(SgxEnclave home) {
    ObjectNode o = Json.object().put("kty", "RSA").put("kid", kid());
    o.putArray("x5c").add(Base64s.encode(certificate(home).certificate()));
    return o;
  }

  /** Where its key lives. */
  SgxEnclave enclave() {
    return SgxEnclave.launch(platform, 3, "attestation service");
  }

  /** The anchor by which a lab's verifier knows its keys; no built-in one serves. */
  public TrustAnchor anchor() {
    return new TrustAnchor.Material(PURPOSE, "jwks", jwks(), "throw-away service of a lab");
  }

  /** The anchor by which a lab's verifier takes the set that this provider publishes. */
  public TrustAnchor issuerAnchor() {
    return new TrustAnchor.Material(
        PURPOSE, "issuer", Bytes.utf8(issuer), "throw-away service of a lab");
  }

  /** As collateral, and the set of keys as fetched from the provider. */
  Collateral published(Instant at) {
    return collateral(at).plus(List.of(new Collateral.Item("jwks", jwks(), issuer + "/certs")));
  }

  /** What Intel's PCS would answer for the machine of the signing enclave. */
  public Collateral collateral(Instant at) {
    return platform.answers("SGX", at).collateral();
  }

  /** A token for a confidential VM on SEV-SNP that runs something. */
  public Evidence evidence(Bytes nonce, String runs, Instant now) {
    ObjectNode claims = snpVm(nonce, runs, now);
    Bytes token = token(header(), Bytes.utf8(claims.toString()));
    return Evidence.of("application/vnd.attestry.maa-token", Map.of("token", token));
  }

  /**
   * What the service says of evidence that it was shown.
   *
   * @param type as {@code x-ms-attestation-type} has it
   * @param runtime whose hash the evidence signs
   */
  public Bytes answer(String type, ObjectNode runtime, Instant now) {
    ObjectNode claims =
        LabToken.claims(issuer, now, Duration.ofHours(8))
            .put("x-ms-ver", "1.0")
            .put("x-ms-attestation-type", type)
            .put("x-ms-policy-hash", POLICY);
    claims.set("x-ms-runtime", runtime);
    return token(header(), Bytes.utf8(claims.toString()));
  }

  /** A token for a confidential VM, whose report and quote it was shown. */
  Bytes token(AzureVm vm, Bytes nonce, Instant now) {
    ObjectNode claims = snpVm(nonce, "paravisor", now);
    claims
        .withObject("/x-ms-isolation-tee")
        .put("x-ms-sevsnpvm-launchmeasurement", vm.measurement().hex())
        .putObject("x-ms-runtime")
        .putArray("keys")
        .add(LabToken.jwk("HCLAkPub", vm.attestationKey()));
    return token(header(), Bytes.utf8(claims.toString()));
  }

  ObjectNode header() {
    return LabToken.header(kid()).put("jku", issuer + "/certs");
  }

  Bytes token(ObjectNode header, Bytes payload) {
    return LabToken.rs256(key, header, payload);
  }

  /** The claims of a guest attestation, in the shape of the service's own for azurevm. */
  ObjectNode snpVm(Bytes nonce, String runs, Instant now) {
    ObjectNode o =
        LabToken.claims(issuer, now, Duration.ofHours(8))
            .put("secureboot", true)
            .put("x-ms-ver", "1.0")
            .put("x-ms-attestation-type", "azurevm")
            .put("x-ms-azurevm-debuggersdisabled", true)
            .put("x-ms-azurevm-vmid", "0A0B0C0D-1111-2222-3333-444455556666")
            .put("x-ms-policy-hash", POLICY);
    ObjectNode tee =
        o.putObject("x-ms-isolation-tee")
            .put("x-ms-attestation-type", "sevsnpvm")
            .put("x-ms-compliance-status", "azure-compliant-cvm")
            .put("x-ms-sevsnpvm-guestsvn", 2)
            .put("x-ms-sevsnpvm-is-debuggable", false)
            .put("x-ms-sevsnpvm-idkeydigest", sha384("lab/paravisor id key"))
            .put("x-ms-sevsnpvm-launchmeasurement", sha384("lab/guest/" + runs))
            .put("x-ms-sevsnpvm-bootloader-svn", 4)
            .put("x-ms-sevsnpvm-tee-svn", 0)
            .put("x-ms-sevsnpvm-snpfw-svn", 23)
            .put("x-ms-sevsnpvm-microcode-svn", 213)
            .put("x-ms-sevsnpvm-vmpl", 0);
    runtimeKey(tee, "HCLAkPub");
    ObjectNode runtime = runtimeKey(o, "TpmEphemeralEncryptionKey");
    runtime.putObject("client-payload").put("nonce", Base64s.encode(nonce));
    return o;
  }

  /** SHA-256 of the key's PEM text and one NUL, by which the service names it. */
  String kid() {
    return Base64s.encode(keyHash);
  }

  KeyPair key() {
    return key;
  }

  private LabIdentity certificate(SgxEnclave home) {
    Bytes quote = home.quote(Bytes.concat(keyHash, Bytes.zeros(32)));
    // Open Enclave SDK, report.h: version 1, type 2 (SGX remote), length of the quote.
    Bytes report = new LabBytes().le(4, 1).le(4, 2).le(8, quote.length()).add(quote).bytes();
    return lab.certificate("CN=" + issuer, key)
        .hash(HashAlgorithm.SHA256)
        .rawExtension(QUOTE, report)
        .selfSigned();
  }

  private ObjectNode runtimeKey(ObjectNode o, String kid) {
    ObjectNode runtime = o.putObject("x-ms-runtime");
    KeyPair vm = lab.key("key of a VM", LabKeyType.RSA2048);
    runtime.putArray("keys").add(LabToken.jwk(kid, vm));
    return runtime;
  }

  private static String sha384(String text) {
    return HashAlgorithm.SHA384.digest(Bytes.utf8(text)).hex();
  }

  private static Bytes hash(KeyPair key) {
    return HashAlgorithm.SHA256.digest(Bytes.utf8(LabPem.of(key.getPublic()) + "\0"));
  }
}
