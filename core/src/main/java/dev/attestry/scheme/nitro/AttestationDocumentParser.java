package dev.attestry.scheme.nitro;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Cbor;
import dev.attestry.codec.Cbor.CborMap;
import dev.attestry.codec.CborReader;
import dev.attestry.codec.MalformedInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the payload of an attestation document and holds it to the limits of AWS's attestation
 * process, section 3.2.2.1, where real documents keep them: absent options come as null, user_data
 * and nonce reach the CDDL's 1024 bytes.
 */
final class AttestationDocumentParser {

  static final String STRUCTURE = "attestation document";

  private static final int MAX_FIELD = 1024;
  private static final int MAX_CERTIFICATES = 16;
  private static final long MAX_TIMESTAMP = 253_402_300_799_999L; // 9999-12-31T23:59:59.999Z
  private static final Pattern MODULE_ID = Pattern.compile("[!-~]{1,255}");

  private final CborMap map;

  private AttestationDocumentParser(CborMap map) {
    this.map = map;
  }

  static AttestationDocument parse(Bytes payload) throws MalformedInput {
    Cbor item = CborReader.read(STRUCTURE, payload);
    if (!(item instanceof CborMap map)) {
      throw new MalformedInput(STRUCTURE, 0, "map expected, " + item.kind() + " found");
    }
    return new AttestationDocumentParser(map).document();
  }

  private AttestationDocument document() throws MalformedInput {
    for (Map.Entry<Cbor, Cbor> e : map.entries()) {
      if (!(e.getKey() instanceof Cbor.Text)) {
        throw malformed(e.getKey(), "a key is a " + e.getKey().kind());
      }
    }
    DocumentKind kind = kind();
    String moduleId = text("module_id");
    if (!MODULE_ID.matcher(moduleId).matches()) {
      throw malformed(map, "module_id must be 1 to 255 printable ASCII characters");
    }
    if (!text("digest").equals("SHA384")) {
      throw malformed(map, "digest must be SHA384");
    }
    return new AttestationDocument(
        kind,
        moduleId,
        timestamp(),
        pcrs(kind),
        bytes("certificate", required("certificate"), 1),
        cabundle(),
        optional("public_key"),
        optional("user_data"),
        optional("nonce"));
  }

  private DocumentKind kind() throws MalformedInput {
    boolean enclave = map.get(DocumentKind.ENCLAVE.pcrsKey()).isPresent();
    boolean tpm = map.get(DocumentKind.TPM.pcrsKey()).isPresent();
    if (enclave == tpm) {
      throw malformed(map, "exactly one of pcrs and nitrotpm_pcrs expected");
    }
    return enclave ? DocumentKind.ENCLAVE : DocumentKind.TPM;
  }

  private Instant timestamp() throws MalformedInput {
    Cbor t = required("timestamp");
    if (t instanceof Cbor.Int i && i.value().signum() > 0 && i.value().bitLength() < 64) {
      long ms = i.value().longValueExact();
      if (ms <= MAX_TIMESTAMP) {
        return Instant.ofEpochMilli(ms);
      }
    }
    throw malformed(t, "timestamp must be milliseconds since 1970, above 0");
  }

  private NavigableMap<Integer, Bytes> pcrs(DocumentKind kind) throws MalformedInput {
    Cbor item = required(kind.pcrsKey());
    if (!(item instanceof CborMap m) || m.entries().isEmpty() || m.entries().size() > 32) {
      throw malformed(item, kind.pcrsKey() + " must be a map of 1 to 32 PCRs");
    }
    NavigableMap<Integer, Bytes> pcrs = new TreeMap<>();
    for (Map.Entry<Cbor, Cbor> e : m.entries()) {
      if (!(e.getKey() instanceof Cbor.Int i)
          || i.value().signum() < 0
          || i.value().bitLength() > 5) {
        throw malformed(e.getKey(), "a PCR index is not an integer from 0 to 31");
      }
      // The digest field says SHA384: 32 and 64 bytes would be of another bank.
      if (!(e.getValue() instanceof Cbor.ByteString b) || b.value().length() != 48) {
        throw malformed(e.getValue(), "PCR" + i.value() + " is not a byte string of 48 bytes");
      }
      pcrs.put(i.value().intValueExact(), b.value());
    }
    return pcrs;
  }

  private List<Bytes> cabundle() throws MalformedInput {
    Cbor item = required("cabundle");
    if (!(item instanceof Cbor.Array a)
        || a.items().isEmpty()
        || a.items().size() > MAX_CERTIFICATES) {
      throw malformed(item, "cabundle must be an array of 1 to 16 certificates");
    }
    List<Bytes> bundle = new ArrayList<>();
    for (Cbor c : a.items()) {
      bundle.add(bytes("a certificate of cabundle", c, 1));
    }
    return bundle;
  }

  private Cbor required(String key) throws MalformedInput {
    return map.get(key).orElseThrow(() -> malformed(map, key + " is missing"));
  }

  private String text(String key) throws MalformedInput {
    Cbor item = required(key);
    if (item instanceof Cbor.Text t) {
      return t.value();
    }
    throw malformed(item, key + " must be a text string");
  }

  /** The text says "no field can be null"; the NSM writes null for every option that is not set. */
  private Optional<Bytes> optional(String key) throws MalformedInput {
    Optional<Cbor> item = map.get(key).filter(i -> !i.isNull());
    return item.isEmpty() ? Optional.empty() : Optional.of(bytes(key, item.get(), 0));
  }

  private static Bytes bytes(String key, Cbor item, int atLeast) throws MalformedInput {
    if (item instanceof Cbor.ByteString b
        && b.value().length() >= atLeast
        && b.value().length() <= MAX_FIELD) {
      return b.value();
    }
    throw malformed(
        item, key + " must be a byte string of " + atLeast + " to " + MAX_FIELD + " bytes");
  }

  private static MalformedInput malformed(Cbor at, String reason) {
    return new MalformedInput(STRUCTURE, at.offset(), reason);
  }
}
