package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A stand-in for a provider's API and the collector that reads it: the posture of a resource. */
public final class LabPosture {

  private final String id;
  private final String runs;

  private LabPosture(String id, String runs) {
    this.id = id;
    this.runs = runs;
  }

  /**
   * A resource.
   *
   * @param runs its configuration in words: {@code queue}, {@code gateway}, {@code database},
   *     {@code disk}, {@code instance} or a bucket; {@code unencrypted}, {@code public} and {@code
   *     unlocked} make it worse, {@code other-tpm} makes another machine of an instance
   */
  public static LabPosture of(String id, String runs) {
    return new LabPosture(id, runs);
  }

  /** A snapshot that was read for a challenge. */
  public Evidence evidence(Bytes challenge, Instant now) {
    return Evidence.of(
        "application/vnd.attestry.posture+json",
        Map.of("snapshot", Bytes.utf8(snapshot(challenge, now).toString())));
  }

  ObjectNode snapshot(Bytes challenge, Instant now) {
    ObjectNode o =
        Json.object()
            .put("v", "attestry/posture/v1")
            .put("provider", provider())
            .put("account", "000000000000")
            .put("region", "lab-west-1")
            .put("read_at", now.toString())
            .put("challenge", challenge.utf8());
    o.putObject("resource").put("kind", kind()).put("id", id);
    if (kind().equals("instance")) {
      instance(o.putObject("instance"));
      return sourced(o);
    }
    ObjectNode encryption = o.putObject("encryption").put("at_rest", good("unencrypted"));
    if (good("unencrypted")) {
      encryption.put("key", "customer").put("key_id", "key/lab");
    } else {
      encryption.put("key", "none");
    }
    o.put("deny_unencrypted", good("unencrypted"));
    o.putObject("network")
        .put("public_access", !good("public"))
        .put("private_link", good("public"))
        .put("tls_only", true)
        .put("tls_minimum", 12);
    o.putObject("retention")
        .put("mode", "compliance")
        .put("locked", good("unlocked"))
        .put("days", 2190);
    return sourced(o);
  }

  private ObjectNode sourced(ObjectNode o) {
    o.putArray("sources")
        .addObject()
        .put("call", "lab:DescribeResource")
        .put("sha256", HashAlgorithm.SHA256.digest(Bytes.utf8(id + runs)).hex());
    return o;
  }

  private void instance(ObjectNode o) {
    String key = good("other-tpm") ? "lab/tpm" : "lab/other tpm";
    o.put("boot", "uefi").put("tpm", true).put("sev_snp", true).put("enclave", false);
    o.put("metadata_tokens", good("public"));
    o.put("ek_rsa_2048", HashAlgorithm.SHA256.digest(Bytes.utf8(key)).hex());
    o.putObject("image").put("id", "image-1").put("owner", "000000000001").put("tpm", true);
  }

  private boolean good(String word) {
    return !runs.contains(word);
  }

  /** The cloud that its name begins with. */
  private String provider() {
    return List.of("azure", "gcp").stream()
        .filter(p -> id.startsWith(p + "/"))
        .findFirst()
        .orElse("aws");
  }

  private String kind() {
    for (String k : new String[] {"queue", "gateway", "database", "disk", "instance"}) {
      if (runs.contains(k)) {
        return k;
      }
    }
    return "bucket";
  }
}
