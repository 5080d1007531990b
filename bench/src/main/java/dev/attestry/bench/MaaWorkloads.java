package dev.attestry.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.CompactJws;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Scheme;
import dev.attestry.lab.DcapPki;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.LabCertificate;
import dev.attestry.lab.LabIdentity;
import dev.attestry.lab.LabKeyType;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.SgxEnclave;
import dev.attestry.trust.TrustAnchor;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * Tokens in the shape of Azure's for confidential VMs, under a set of three keys of which one comes
 * with the quote of its enclave.
 */
final class MaaWorkloads {

  private static final int DIFFERENT_TOKENS = 200;

  /** More sets than are remembered. */
  private static final int DIFFERENT_SETS = 1000;

  private static final String ISSUER = "https://bench.weu.attest.azure.net";
  private static final ASN1ObjectIdentifier QUOTE =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.105.1");

  private final LabPki lab = LabPki.named("bench");
  private final KeyPair key = lab.key("MAA", LabKeyType.RSA2048);
  private final Bytes keyHash = keyHash(key.getPublic());
  private final ObjectNode keys = keys();

  private MaaWorkloads() {}

  static List<Supplier<Workload>> all() {
    MaaWorkloads w = new MaaWorkloads();
    TrustAnchor one = w.anchor(0);
    return List.of(
        () ->
            row(
                "MAA token, key kept",
                Workloads.samples(DIFFERENT_TOKENS, i -> w.sample(i, one)),
                0.35,
                "0.23"),
        () ->
            row(
                "MAA token, another set of keys each time",
                Workloads.samples(DIFFERENT_SETS, i -> w.sample(i, w.anchor(i))),
                Workload.NO_GOAL,
                ""));
  }

  private static Workload row(
      String name, List<Workload.Sample> samples, double goal, String best) {
    return new Workload(
        name, Workloads.scheme("maa-jwt"), samples, Workloads.FEW, "rsa2048", goal, best);
  }

  private Workload.Sample sample(int i, TrustAnchor anchor) {
    Bytes nonce = Workloads.nonce(i, HashAlgorithm.SHA256);
    ObjectNode header = Json.object().put("alg", "RS256").put("jku", ISSUER + "/certs");
    header.put("kid", Base64s.encode(keyHash)).put("typ", "JWT");
    Bytes token =
        CompactJws.make(
            header,
            Bytes.utf8(claims(i, nonce).toString()),
            m -> new LabIdentity(key, Bytes.EMPTY).sign(HashAlgorithm.SHA256, m));
    Scheme maa = Workloads.scheme("maa-jwt");
    return new Workload.Sample(
        Evidence.of(maa.mediaType(), Map.of("token", token)),
        Workloads.input(anchor)
            .withExpectedNonce(nonce)
            .withStated(Json.object().put("expected_issuer", ISSUER)));
  }

  /** What a token for an SNP guest says, in number and length of its members. */
  private ObjectNode claims(int i, Bytes nonce) {
    long from = Workloads.NOW.getEpochSecond() - 60;
    ObjectNode o = Json.object().put("exp", from + 28_800).put("iat", from).put("nbf", from);
    o.put("iss", ISSUER).put("jti", Workloads.nonce(i, HashAlgorithm.SHA256).hex());
    o.put("secureboot", true).put("x-ms-attestation-type", "azurevm").put("x-ms-ver", "1.0");
    o.put("x-ms-policy-hash", Base64s.encodeUrl(HashAlgorithm.SHA256.digest(Bytes.EMPTY)));
    o.put("x-ms-azurevm-vmid", "00000000-0000-0000-0000-" + String.format("%012d", i));
    for (int n = 0; n < 18; n++) {
      o.put("x-ms-azurevm-property-validated-" + n, n % 2 == 0);
    }
    ObjectNode tee = o.putObject("x-ms-isolation-tee");
    tee.put("x-ms-attestation-type", "sevsnpvm");
    tee.put("x-ms-compliance-status", "azure-compliant-cvm");
    for (String name : List.of("authorkeydigest", "idkeydigest", "launchmeasurement")) {
      tee.put("x-ms-sevsnpvm-" + name, HashAlgorithm.SHA384.digest(Bytes.utf8(name)).hex());
    }
    for (String name : List.of("familyId", "hostdata", "imageId", "reportid", "reportdata")) {
      tee.put("x-ms-sevsnpvm-" + name, HashAlgorithm.SHA256.digest(Bytes.utf8(name)).hex());
    }
    for (String name : List.of("bootloader", "guest", "microcode", "snpfw", "tee")) {
      tee.put("x-ms-sevsnpvm-" + name + "-svn", 8);
    }
    tee.put("x-ms-sevsnpvm-is-debuggable", false).put("x-ms-sevsnpvm-vmpl", 0);
    tee.putObject("x-ms-runtime").putArray("keys").add(jwk("HCLAkPub"));
    ObjectNode runtime = o.putObject("x-ms-runtime");
    runtime.putObject("client-payload").put("nonce", Base64s.encode(nonce));
    runtime.putArray("keys").add(jwk("TpmEphemeralEncryptionKey"));
    return o;
  }

  private ObjectNode jwk(String kid) {
    ObjectNode o = Json.object().put("e", "AQAB").put("kid", kid).put("kty", "RSA");
    o.putArray("key_ops").add("encrypt");
    return o.put("n", Base64s.encodeUrl(Bytes.zeros(256)));
  }

  /** The set, with a member that makes its bytes differ. */
  private TrustAnchor anchor(int i) {
    Bytes set = Bytes.utf8(keys.deepCopy().put("number", i).toString());
    return new TrustAnchor.Material("azure-maa", "jwks", set, "bench");
  }

  private ObjectNode keys() {
    DcapPki pki = DcapPki.of(lab, Workloads.NOW.minus(Duration.ofDays(30)));
    SgxEnclave enclave = SgxEnclave.launch(DcapPlatform.of(lab, pki, "MAA"), 3, "MAA");
    Bytes quote = enclave.quote(Bytes.concat(keyHash, Bytes.zeros(32)));
    Bytes length = Bytes.of(quote.length() & 0xff, quote.length() >> 8, 0, 0, 0, 0, 0, 0);
    // Open Enclave, report.h: version 1, type 2, the quote's length, little-endian
    Bytes report = Bytes.concat(Bytes.of(1, 0, 0, 0, 2, 0, 0, 0), length, quote);
    ObjectNode set = Json.object();
    ArrayNode list = set.putArray("keys");
    certified(
        list.addObject(),
        Base64s.encode(keyHash),
        LabCertificate.of("CN=MAA", key).rawExtension(QUOTE, report));
    for (String other : List.of("old", "next")) {
      certified(
          list.addObject(),
          other,
          LabCertificate.of("CN=" + other, lab.key(other, LabKeyType.RSA2048)));
    }
    return set;
  }

  private static void certified(ObjectNode jwk, String kid, LabCertificate c) {
    jwk.put("kid", kid).put("kty", "RSA");
    jwk.putArray("x5c").add(Base64s.encode(c.selfSigned().certificate()));
  }

  /** SHA-256 over the PEM text of the key and one NUL, as the service names its keys. */
  private static Bytes keyHash(PublicKey key) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return HashAlgorithm.SHA256.digest(
        Bytes.utf8("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n\0"));
  }
}
