package dev.attestry.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The set of anchors that a verification trusts. The built-in ones stand in one reviewed file,
 * {@code anchors.json} beside this class, each with its product and source; a user can add to it
 * and take away from it. Equal sets name the same anchors in the same order.
 */
public final class TrustAnchors {

  private static final TrustAnchors BUILT_IN = load();

  private final List<TrustAnchor> anchors;

  private TrustAnchors(List<TrustAnchor> anchors) {
    this.anchors = List.copyOf(anchors);
  }

  /** The vendors' roots of the reviewed file. */
  public static TrustAnchors builtIn() {
    return BUILT_IN;
  }

  public static TrustAnchors of(List<? extends TrustAnchor> anchors) {
    return new TrustAnchors(new ArrayList<>(anchors));
  }

  /** These and more. */
  public TrustAnchors plus(List<? extends TrustAnchor> more) {
    return new TrustAnchors(Stream.concat(anchors.stream(), more.stream()).toList());
  }

  /** Only the anchors of other purposes than this one. */
  public TrustAnchors without(String purpose) {
    return new TrustAnchors(anchors.stream().filter(a -> !a.purpose().equals(purpose)).toList());
  }

  public List<TrustAnchor> all() {
    return anchors;
  }

  /** The anchor that pins this certificate, itself or its key, for the purpose. */
  public Optional<TrustAnchor> pinning(String purpose, X509Certificate certificate) {
    for (TrustAnchor a : anchors) {
      if (a.serves(purpose) && pins(a, certificate)) {
        return Optional.of(a);
      }
    }
    return Optional.empty();
  }

  private static boolean pins(TrustAnchor anchor, X509Certificate certificate) {
    return switch (anchor) {
      case TrustAnchor.PinnedCertificate p ->
          p.sha256().equals(CertificatePath.fingerprint(certificate));
      case TrustAnchor.PinnedKey p ->
          p.spkiSha256().equals(CertificatePath.keyFingerprint(certificate));
      case TrustAnchor.Material m -> false;
    };
  }

  /** The keys and certificates given in full in one of these roles. */
  public List<TrustAnchor.Material> material(String purpose, String... roles) {
    List<String> wanted = List.of(roles);
    return anchors.stream()
        .filter(a -> a.serves(purpose))
        .filter(TrustAnchor.Material.class::isInstance)
        .map(TrustAnchor.Material.class::cast)
        .filter(m -> wanted.contains(m.role()))
        .toList();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TrustAnchors t && (t == this || t.anchors.equals(anchors));
  }

  @Override
  public int hashCode() {
    return anchors.hashCode();
  }

  private static TrustAnchors load() {
    try (InputStream in =
        Objects.requireNonNull(
            TrustAnchors.class.getResourceAsStream("anchors.json"), "anchors.json is missing")) {
      List<TrustAnchor> list = new ArrayList<>();
      for (JsonNode a : Json.read("anchors.json", Bytes.of(in.readAllBytes())).get("anchors")) {
        list.add(anchor(a));
      }
      return new TrustAnchors(list);
    } catch (IOException | MalformedInput e) {
      throw new IllegalStateException("anchors.json cannot be read", e);
    }
  }

  private static TrustAnchor anchor(JsonNode a) {
    String purpose = a.get("purpose").textValue();
    String name = a.get("name").textValue();
    String source = "built in: " + name + ", " + a.get("source").textValue();
    return a.has("spki_sha256")
        ? new TrustAnchor.PinnedKey(
            purpose, name, Bytes.ofHex(a.get("spki_sha256").textValue()), source)
        : new TrustAnchor.PinnedCertificate(
            purpose, name, Bytes.ofHex(a.get("sha256").textValue()), source);
  }
}
