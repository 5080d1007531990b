package dev.attestry.chain;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.MlDsa44;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;

/**
 * A verifier key in the text form of signed notes: {@code name+hex(key id)+base64(type ‖ key)}
 * (c2sp.org/signed-note). The name is part of the identity: the key id of type 0x02 does not cover
 * it.
 */
public final class VerifierKey {

  /** The signature types that we know. */
  public enum Type {
    /** Over the note text. */
    ED25519(0x01),
    /** Over the note text, SHA-256, DER; the key id is made of the SPKI alone. */
    ECDSA(0x02),
    /** c2sp.org/tlog-cosignature: over a time and the note text. */
    ED25519_COSIGNATURE(0x04),
    /** c2sp.org/tlog-cosignature: over a time, both names, size and root. */
    ML_DSA_44_COSIGNATURE(0x06);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    private static Type of(int code) throws MalformedInput {
      for (Type t : values()) {
        if (t.code == code) {
          return t;
        }
      }
      throw malformed(String.format("key type 0x%02x is not known", code));
    }
  }

  /** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410 section 4). */
  private static final Bytes ED25519_SPKI = Bytes.ofHex("302a300506032b6570032100");

  private final String name;
  private final Bytes id;
  private final Type type;
  private final Bytes key;
  private final NoteVerifier verifier;

  private VerifierKey(String name, Type type, Bytes key) throws MalformedInput {
    this.name = name;
    this.type = type;
    this.key = key;
    this.id = keyId(name, type, key);
    this.verifier = verifier(name, type, key);
  }

  /** Reads the text form; another key id than the key's own is malformed. */
  public static VerifierKey parse(String text) throws MalformedInput {
    int first = text.indexOf('+');
    int second = text.indexOf('+', first + 1);
    if (first < 0 || second != first + 9) {
      throw malformed("name+key id+key expected, the id with 8 hexadecimal digits");
    }
    Bytes typed = Base64s.decode("verifier key", text.substring(second + 1));
    if (typed.isEmpty()) {
      throw malformed("no key type");
    }
    VerifierKey k =
        of(text.substring(0, first), Type.of(typed.u8(0)), typed.slice(1, typed.length()));
    if (!k.id.hex().equals(text.substring(first + 1, second))) {
      throw malformed("the key id is not that of the key");
    }
    return k;
  }

  /**
   * @param key 32 bytes for Ed25519, SubjectPublicKeyInfo for ECDSA, 1,312 bytes for ML-DSA-44
   */
  public static VerifierKey of(String name, Type type, Bytes key) throws MalformedInput {
    if (!NoteText.isName(name)) {
      throw malformed("not a key name");
    }
    return new VerifierKey(name, type, key);
  }

  private static Bytes keyId(String name, Type type, Bytes key) {
    Bytes hash =
        type == Type.ECDSA
            ? HashAlgorithm.SHA256.digest(key)
            : HashAlgorithm.SHA256.digest(Bytes.utf8(name + "\n"), Bytes.of(type.code), key);
    return hash.slice(0, 4);
  }

  private static NoteVerifier verifier(String name, Type type, Bytes key) throws MalformedInput {
    return switch (type) {
      case ED25519 -> NoteVerifier.ed25519(ed25519(key));
      case ED25519_COSIGNATURE -> NoteVerifier.ed25519Cosignature(ed25519(key));
      case ECDSA -> NoteVerifier.ecdsa(ecdsa(key));
      case ML_DSA_44_COSIGNATURE ->
          NoteVerifier.mlDsaCosignature(name, MlDsa44.of("verifier key", key));
    };
  }

  private static PublicKey ed25519(Bytes key) throws MalformedInput {
    if (key.length() != 32) {
      throw malformed("an Ed25519 key has 32 bytes");
    }
    return Crypto.publicKey("verifier key", Bytes.concat(ED25519_SPKI, key));
  }

  private static PublicKey ecdsa(Bytes spki) throws MalformedInput {
    PublicKey k = Crypto.publicKey("verifier key", spki);
    if (!(k instanceof ECPublicKey) || !Bytes.of(k.getEncoded()).equals(spki)) {
      throw malformed("an EC key as SubjectPublicKeyInfo expected, in its one DER form");
    }
    return k;
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput("verifier key", -1, reason);
  }

  public String name() {
    return name;
  }

  /** The four bytes that signature lines carry. */
  public Bytes id() {
    return id;
  }

  public Type type() {
    return type;
  }

  /** The key without its type byte. */
  public Bytes key() {
    return key;
  }

  /**
   * Whether the bytes after the key id of a signature line are this key's signature of the text.
   */
  public boolean verifies(Crypto crypto, Bytes text, Bytes signature) {
    return verifier.verifies(crypto, text, signature);
  }

  /** The text form, key id in lower case. */
  @Override
  public String toString() {
    return name
        + "+"
        + HexFormat.of().formatHex(id.toArray())
        + "+"
        + Base64s.encode(Bytes.concat(Bytes.of(type.code), key));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof VerifierKey k && name.equals(k.name) && type == k.type && key.equals(k.key);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + key.hashCode();
  }
}
