package dev.attestry.scheme.shieldedid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.Pem;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answer of {@code instances.getShieldedInstanceIdentity}, read. */
record ShieldedIdentity(List<Key> keys) {

  static final String STRUCTURE = "shielded instance identity";

  private static final String KIND = "compute#shieldedInstanceIdentity";
  private static final int MAX_LENGTH = 1 << 18;

  ShieldedIdentity {
    keys = List.copyOf(keys);
  }

  /** The fields of the API: their claim names, and whether the key signs. */
  enum Slot {
    ENCRYPTION("encryptionKey", "encryption_key", false),
    SIGNING("signingKey", "signing_key", true),
    ECC_P256_ENCRYPTION("eccP256EncryptionKey", "ecc_p256_encryption_key", false),
    ECC_P256_SIGNING("eccP256SigningKey", "ecc_p256_signing_key", true);

    private final String field;
    private final String claim;
    private final boolean signs;

    Slot(String field, String claim, boolean signs) {
      this.field = field;
      this.claim = claim;
      this.signs = signs;
    }

    String field() {
      return field;
    }

    String claim() {
      return claim;
    }

    boolean signs() {
      return signs;
    }
  }

  /** A key of the vTPM; at least one of the two is there. */
  record Key(
      Slot slot,
      Optional<PublicKey> ekPub,
      Optional<X509Certificate> ekCert,
      Optional<GceInstance> instance) {

    /** The key itself; whether certificate and public key agree is a check of its own. */
    PublicKey key() {
      return ekCert
          .map(X509Certificate::getPublicKey)
          .or(() -> ekPub)
          .orElseThrow(() -> new IllegalStateException("a key has one form at least"));
    }
  }

  static ShieldedIdentity parse(Bytes json) throws MalformedInput {
    if (json.length() > MAX_LENGTH) {
      throw malformed("longer than " + MAX_LENGTH + " bytes");
    }
    ObjectNode o = Json.readObject(STRUCTURE, json);
    if (o.has("kind") && !KIND.equals(o.path("kind").textValue())) {
      throw malformed("kind must be " + KIND);
    }
    List<Key> keys = new ArrayList<>();
    for (Slot slot : Slot.values()) {
      JsonNode n = o.path(slot.field());
      if (!n.isMissingNode()) {
        keys.add(key(slot, n));
      }
    }
    if (keys.isEmpty()) {
      throw malformed("no key");
    }
    return new ShieldedIdentity(keys);
  }

  private static Key key(Slot slot, JsonNode n) throws MalformedInput {
    String what = STRUCTURE + " " + slot.field();
    Optional<Bytes> pub = block(what, n.path("ekPub"), "PUBLIC KEY");
    Optional<Bytes> cert = block(what, n.path("ekCert"), "CERTIFICATE");
    if (pub.isEmpty() && cert.isEmpty()) {
      throw malformed(slot.field() + " has neither ekPub nor ekCert");
    }
    Optional<X509Certificate> certificate =
        cert.isPresent() ? Optional.of(Crypto.certificate(what, cert.get())) : Optional.empty();
    return new Key(
        slot,
        pub.isPresent() ? Optional.of(Crypto.publicKey(what, pub.get())) : Optional.empty(),
        certificate,
        certificate.isPresent() ? GceInstance.of(certificate.get()) : Optional.empty());
  }

  private static Optional<Bytes> block(String what, JsonNode n, String label)
      throws MalformedInput {
    if (n.isMissingNode() || n.asText().isEmpty()) {
      return Optional.empty();
    }
    List<Bytes> blocks = Pem.blocks(what, label, Bytes.utf8(n.asText()));
    if (blocks.size() != 1) {
      throw new MalformedInput(what, -1, "one PEM block, " + label + ", expected");
    }
    return Optional.of(blocks.get(0));
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, -1, reason);
  }
}
