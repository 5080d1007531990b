package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An AWS attestation document in the making, in the wire form of 2026: COSE_Sign1 without a tag, an
 * indefinite-length payload map, null for what is not set. Every part can be replaced before it is
 * signed.
 */
public final class NitroDocument {

  private final Map<String, Bytes> fields = new LinkedHashMap<>();
  private final List<Bytes> more = new ArrayList<>();
  private Bytes protectedHeader = Bytes.ofHex("a1013822");
  private Bytes unprotectedHeader = Bytes.ofHex("a0");

  /**
   * What the user of an NSM asks for.
   *
   * @param time when the document is made
   */
  public record Request(
      Instant time, Optional<Bytes> nonce, Optional<Bytes> userData, Optional<Bytes> publicKey) {

    /** Only a nonce, as a challenge asks. */
    public static Request challenge(Instant time, Bytes nonce) {
      return new Request(time, Optional.of(nonce), Optional.empty(), Optional.empty());
    }
  }

  NitroDocument(
      String moduleId,
      String pcrsKey,
      SortedMap<Integer, Bytes> pcrs,
      NitroPki.Signer signer,
      Request request) {
    List<Bytes> registers = new ArrayList<>();
    pcrs.forEach(
        (i, pcr) -> {
          registers.add(LabCbor.integer(i));
          registers.add(LabCbor.bytes(pcr));
        });
    field("module_id", LabCbor.text(moduleId));
    field("digest", LabCbor.text("SHA384"));
    field("timestamp", LabCbor.integer(request.time().toEpochMilli()));
    field(pcrsKey, LabCbor.map(registers));
    field("certificate", LabCbor.bytes(signer.leaf().certificate()));
    field("cabundle", LabCbor.array(signer.cabundle().stream().map(LabCbor::bytes).toList()));
    field("public_key", request.publicKey().map(LabCbor::bytes).orElse(LabCbor.NULL));
    field("user_data", request.userData().map(LabCbor::bytes).orElse(LabCbor.NULL));
    field("nonce", request.nonce().map(LabCbor::bytes).orElse(LabCbor.NULL));
  }

  /** Sets a field to an encoded item. */
  public NitroDocument field(String name, Bytes item) {
    fields.put(name, item);
    return this;
  }

  public NitroDocument without(String name) {
    fields.remove(name);
    return this;
  }

  /** Adds an encoded key and item after all others, whether the key is there or not. */
  public NitroDocument also(Bytes key, Bytes item) {
    more.add(key);
    more.add(item);
    return this;
  }

  public NitroDocument protectedHeader(Bytes header) {
    this.protectedHeader = header;
    return this;
  }

  public NitroDocument unprotectedHeader(Bytes header) {
    this.unprotectedHeader = header;
    return this;
  }

  public Bytes payload() {
    List<Bytes> all = new ArrayList<>();
    fields.forEach(
        (name, item) -> {
          all.add(LabCbor.text(name));
          all.add(item);
        });
    all.addAll(more);
    return LabCbor.indefiniteMap(all);
  }

  /** The finished document, signed ES384 by a key. */
  public Bytes signedBy(LabIdentity signer) {
    Bytes toBeSigned =
        LabCbor.array(
            List.of(
                LabCbor.text("Signature1"),
                LabCbor.bytes(protectedHeader),
                LabCbor.bytes(Bytes.EMPTY),
                LabCbor.bytes(payload())));
    return withSignature(EcdsaPair.of(signer.sign(HashAlgorithm.SHA384, toBeSigned)).raw(48));
  }

  /** The document with whatever as its signature. */
  public Bytes withSignature(Bytes signature) {
    return LabCbor.array(
        List.of(
            LabCbor.bytes(protectedHeader),
            unprotectedHeader,
            LabCbor.bytes(payload()),
            LabCbor.bytes(signature)));
  }
}
