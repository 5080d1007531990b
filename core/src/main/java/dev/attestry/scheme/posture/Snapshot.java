package dev.attestry.scheme.posture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot, read. A provider's words are mapped to ours by the collector; what it could not read
 * is left out and never written as false.
 *
 * @param challenge 64 hexadecimal digits
 * @param kind of the resource
 * @param claims all that it says, in the form of claims
 * @param encrypted whether the resource is encrypted at rest, if it says so
 * @param key who holds the key: {@code customer}, {@code provider} or {@code none}
 * @param sources how many answers of the API it names
 */
record Snapshot(
    Optional<String> challenge,
    Instant readAt,
    String kind,
    ObjectNode claims,
    Optional<Boolean> encrypted,
    Optional<String> key,
    int sources) {

  static final String STRUCTURE = "posture snapshot";
  static final String FORMAT = "attestry/posture/v1";

  private static final int MAX_LENGTH = 1 << 18;
  private static final long MAX_DAYS = 36_500;
  private static final int MAX_SOURCES = 64;
  private static final String SHA256 = "[0-9a-f]{64}";
  private static final List<String> BOOT = List.of("uefi", "bios");

  static Snapshot parse(Bytes json) throws MalformedInput {
    if (json.length() > MAX_LENGTH) {
      throw new MalformedInput(STRUCTURE, MAX_LENGTH, "longer than " + MAX_LENGTH + " bytes");
    }
    Fields in = new Fields("", Json.readObject(STRUCTURE, json), Json.object());
    in.word("v", List.of(FORMAT));
    Optional<String> challenge = in.matching("challenge", SHA256);
    Instant readAt = time(in.required("read_at", in.text("read_at", 64)));
    ObjectNode claims = Json.object();
    Fields top = in.into(claims);
    top.required("provider", top.word("provider", List.of("aws", "azure", "gcp")));
    top.required("account", top.text("account", 128));
    top.text("region", 64);
    Fields resource = top.object("resource");
    String kind =
        resource.required(
            "kind",
            resource.word(
                "kind",
                List.of("bucket", "disk", "database", "queue", "gateway", "account", "instance")));
    resource.required("id", resource.text("id", 512));
    resource.end();
    Fields encryption = top.object("encryption");
    Optional<Boolean> encrypted = encryption.flag("at_rest");
    Optional<String> key = encryption.word("key", List.of("customer", "provider", "none"));
    encryption.text("key_id", 512);
    encryption.end();
    top.flag("deny_unencrypted");
    network(top.object("network"));
    retention(top.object("retention"));
    instance(top.object("instance"));
    int sources = sources(top);
    top.end();
    claims.put("read_at", readAt.toString());
    return new Snapshot(challenge, readAt, kind, claims, encrypted, key, sources);
  }

  private static void network(Fields network) throws MalformedInput {
    network.flag("public_access");
    network.flag("private_link");
    network.flag("tls_only");
    network.number("tls_minimum", 10, 13); // 1.0 to 1.3
    network.end();
  }

  private static void retention(Fields retention) throws MalformedInput {
    retention.word("mode", List.of("none", "governance", "compliance"));
    retention.flag("locked");
    retention.number("days", 0, MAX_DAYS);
    retention.end();
  }

  /**
   * What the provider says of a machine: how it starts, what of it is protected, its TPM's keys.
   */
  private static void instance(Fields instance) throws MalformedInput {
    instance.word("boot", BOOT);
    instance.flag("tpm");
    instance.flag("sev_snp");
    instance.flag("enclave");
    instance.flag("metadata_tokens");
    instance.matching("ek_rsa_2048", SHA256);
    instance.matching("ek_ecc_p384", SHA256);
    Fields image = instance.object("image");
    image.text("id", 128);
    image.text("owner", 128);
    image.word("boot", BOOT);
    image.flag("tpm");
    image.flag("metadata_tokens");
    image.end();
    instance.end();
  }

  private static int sources(Fields top) throws MalformedInput {
    List<Fields> all = top.objects("sources", MAX_SOURCES);
    for (Fields s : all) {
      s.required("call", s.text("call", 128));
      s.required("sha256", s.matching("sha256", SHA256));
      s.end();
    }
    return all.size();
  }

  private static Instant time(String text) throws MalformedInput {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new MalformedInput(STRUCTURE, -1, "read_at must be a time like 2026-11-01T12:00:00Z");
    }
  }
}
