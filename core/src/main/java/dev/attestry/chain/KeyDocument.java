package dev.attestry.chain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Says which keys may write, publish, witness and activate, until the next document (chain §1.8).
 * Signed by the owners of genesis; each commit names the one it was written under.
 *
 * @param n number, from 0
 * @param previous SHA-256 of document n-1 with its signatures; of genesis for 0
 * @param keys names are unique
 * @param highestVersion highest version of the commit format that may stand
 * @param seal whether a commit may end the shard
 */
public record KeyDocument(
    long n, Bytes previous, List<Key> keys, long highestVersion, boolean seal) {

  private static final Shape PREFIX = Shape.of("[a-z0-9._/-]", 0, 128).afterOptional("@");

  private static final int P256_SPKI = 91;

  /** What a key is for; it is used for nothing else. */
  public enum Role {
    COMMIT,
    CHECKPOINT,
    WITNESS,
    POLICY;

    /** The published name: {@code commit}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One key and its scope.
   *
   * @param key carries the name by which commits refer to it
   * @param cloud where it is held; chains are per component and cloud
   * @param role what it is for
   * @param components prefixes of the components that it may write about; the empty one is all
   * @param kinds the kinds of entry that it may write
   */
  public record Key(
      VerifierKey key, String cloud, Role role, List<String> components, List<Kind> kinds) {

    public Key {
      components = List.copyOf(components);
      kinds = List.copyOf(kinds);
      if (!Limits.NAME.matches(key.name()) || !Limits.NAME.matches(cloud)) {
        throw new IllegalArgumentException("names of keys and clouds are a-z 0-9 -");
      }
      if (role == Role.COMMIT && !isP256(key)) {
        throw new IllegalArgumentException("a commit key is an ECDSA key on P-256");
      }
    }

    /** chain §1.6: type 0x02; of the curves we read only P-256 makes a key of this length. */
    private static boolean isP256(VerifierKey key) {
      return key.type() == VerifierKey.Type.ECDSA && key.key().length() == P256_SPKI;
    }

    public String name() {
      return key.name();
    }

    /** Whether a component is in the scope of the key. */
    public boolean covers(String component) {
      for (String prefix : components) {
        if (component.startsWith(prefix)) {
          return true;
        }
      }
      return false;
    }

    /**
     * Whether the key may write an entry of a kind about a component. Audit, dissent and gap may be
     * about anyone (design, section 7).
     */
    public boolean mayWrite(String kind, String component) {
      for (Kind k : kinds) {
        if (k.label().equals(kind)) {
          return k.aboutAnyone() || covers(component);
        }
      }
      return false;
    }
  }

  public KeyDocument {
    keys = List.copyOf(keys);
  }

  /** The key with this name in this role. */
  public Optional<Key> key(String name, Role role) {
    for (Key k : keys) {
      if (k.role() == role && k.name().equals(name)) {
        return Optional.of(k);
      }
    }
    return Optional.empty();
  }

  /** The JSON that owners sign, without a line end. */
  public Bytes encode() {
    ObjectNode o = members(this);
    return Jcs.encode(o.put("previous", Base64s.encode(previous)));
  }

  /** All members but {@code previous}: what genesis holds of document 0. */
  static ObjectNode members(KeyDocument d) {
    ObjectNode o = Json.object();
    o.put("n", d.n).put("highest_version", d.highestVersion).put("seal", d.seal);
    ArrayNode all = o.putArray("keys");
    for (Key k : d.keys) {
      ObjectNode one = all.addObject();
      one.put("name", k.name()).put("vkey", k.key.toString()).put("cloud", k.cloud);
      one.put("role", k.role.label());
      ArrayNode prefixes = one.putArray("components");
      k.components.forEach(prefixes::add);
      ArrayNode kinds = one.putArray("kinds");
      k.kinds.forEach(x -> kinds.add(x.label()));
    }
    return o;
  }

  /** Reads what {@link #encode} writes. */
  public static KeyDocument parse(Bytes json) throws MalformedInput {
    Fields f = Fields.read("key document", json);
    KeyDocument d = read(f, f.base64("previous", 32));
    f.end();
    return d;
  }

  static KeyDocument read(Fields f, Bytes previous) throws MalformedInput {
    List<Key> keys = f.list("keys", KeyDocument::key);
    Set<String> names = new HashSet<>();
    for (Key k : keys) {
      if (!names.add(k.name())) {
        throw f.malformed("two keys of one name");
      }
    }
    return new KeyDocument(
        f.count("n"), previous, keys, f.count("highest_version"), f.flag("seal"));
  }

  private static Key key(Fields f) throws MalformedInput {
    VerifierKey key = VerifierKey.parse(f.text("vkey"));
    if (!f.text("name", Limits.NAME).equals(key.name())) {
      throw f.malformed("\"name\" is not the name in \"vkey\"");
    }
    String label = f.text("role");
    Role role =
        List.of(Role.values()).stream()
            .filter(r -> r.label().equals(label))
            .findFirst()
            .orElseThrow(() -> f.malformed("unknown role"));
    List<Kind> kinds = new ArrayList<>();
    for (String kind : f.texts("kinds", Limits.WORD)) {
      kinds.add(Kind.ofLabel(kind).orElseThrow(() -> f.malformed("unknown kind of entry")));
    }
    String cloud = f.text("cloud", Limits.NAME);
    List<String> prefixes = f.texts("components", PREFIX);
    try {
      return new Key(key, cloud, role, prefixes, kinds);
    } catch (IllegalArgumentException e) {
      throw f.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** A document with its signatures: the bytes that are carried and hashed. */
  public record Signed(KeyDocument document, Bytes note, Bytes hash) {

    /** Reads a signed document; whether the signatures hold is {@link OwnerSigned}'s. */
    public static Signed parse(Bytes note) throws MalformedInput {
      OwnerSigned signed = OwnerSigned.parse("key document", note);
      return new Signed(KeyDocument.parse(signed.json()), note, HashAlgorithm.SHA256.digest(note));
    }
  }
}
