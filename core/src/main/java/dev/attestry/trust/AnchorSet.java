package dev.attestry.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.NiUri;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of anchors as a document that a log keeps, so that what was trusted then can be trusted
 * again when old evidence is verified anew. Its identity is the hash of its canonical form.
 */
public final class AnchorSet {

  private static final String FORMAT = "attestry/anchors/v1";
  private static final String STRUCTURE = "anchor set";
  private static final int MAX = 10_000;

  private AnchorSet() {}

  /** The canonical form, JCS: what is stored and hashed. The order of anchors means nothing. */
  public static Bytes encode(TrustAnchors anchors) {
    ObjectNode o = Json.object().put("v", FORMAT);
    ArrayNode list = o.putArray("anchors");
    anchors.all().stream()
        .map(AnchorSet::write)
        .sorted(Comparator.comparing(Jcs::encode))
        .forEach(list::add);
    return Jcs.encode(o);
  }

  /** {@code ni:///sha-384;…} (RFC 6920) over the canonical bytes. */
  public static String id(TrustAnchors anchors) {
    return NiUri.of(encode(anchors));
  }

  /** Reads what {@link #encode} writes. */
  public static TrustAnchors parse(Bytes json) throws MalformedInput {
    ObjectNode o = Json.readObject(STRUCTURE, json);
    JsonNode list = o.path("anchors");
    if (!FORMAT.equals(o.path("v").textValue()) || !list.isArray() || list.size() > MAX) {
      throw new MalformedInput(
          STRUCTURE, -1, FORMAT + " with at most " + MAX + " anchors expected");
    }
    List<TrustAnchor> anchors = new ArrayList<>();
    for (JsonNode a : list) {
      anchors.add(read(a));
    }
    TrustAnchors set = TrustAnchors.of(anchors);
    if (!encode(set).equals(json)) {
      throw new MalformedInput(STRUCTURE, -1, "not in canonical form");
    }
    return set;
  }

  private static ObjectNode write(TrustAnchor anchor) {
    ObjectNode o = Json.object().put("purpose", anchor.purpose()).put("source", anchor.source());
    return switch (anchor) {
      case TrustAnchor.PinnedCertificate p ->
          o.put("kind", "certificate").put("name", p.name()).put("sha256", p.sha256().hex());
      case TrustAnchor.PinnedKey p ->
          o.put("kind", "key").put("name", p.name()).put("sha256", p.spkiSha256().hex());
      case TrustAnchor.Material m ->
          o.put("kind", "material").put("name", m.role()).put("bytes", Base64s.encode(m.bytes()));
    };
  }

  private static TrustAnchor read(JsonNode a) throws MalformedInput {
    String purpose = text(a, "purpose");
    String source = text(a, "source");
    String name = text(a, "name");
    return switch (text(a, "kind")) {
      case "certificate" -> new TrustAnchor.PinnedCertificate(purpose, name, sha256(a), source);
      case "key" -> new TrustAnchor.PinnedKey(purpose, name, sha256(a), source);
      case "material" ->
          new TrustAnchor.Material(
              purpose, name, Base64s.decode(STRUCTURE, text(a, "bytes")), source);
      default -> throw new MalformedInput(STRUCTURE, -1, "unknown kind of anchor");
    };
  }

  private static Bytes sha256(JsonNode a) throws MalformedInput {
    String hex = text(a, "sha256");
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new MalformedInput(STRUCTURE, -1, "\"sha256\" must be 64 hexadecimal digits");
    }
    return Bytes.ofHex(hex);
  }

  private static String text(JsonNode a, String field) throws MalformedInput {
    String text = a.path(field).textValue();
    if (text == null) {
      throw new MalformedInput(STRUCTURE, -1, "\"" + field + "\" is missing");
    }
    return text;
  }
}
