package dev.attestry.scheme.hcl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Evidence;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The vTPM's quote as evidence of a TPM: the parts {@code attest}, {@code signature} and {@code
 * pcrs}, or one {@code tpm_quote} in JSON as guest tools write it, {@code message}, {@code
 * signature} (RSASSA with SHA-256, bare) and {@code pcrs}, the SHA-256 bank as a list.
 *
 * @param parts of a TPM quote
 * @param stated how the signature is encoded
 */
record VtpmQuote(Map<String, Bytes> parts, ObjectNode stated) {

  private static final String STRUCTURE = "tpm_quote";
  private static final int PCRS = 24;
  private static final String[] OWN = {"attest", "signature", "pcrs", "eventlog", "ima_log"};

  static Optional<VtpmQuote> read(Evidence evidence, ObjectNode stated) throws MalformedInput {
    Map<String, Bytes> parts = new TreeMap<>();
    for (String role : OWN) {
      evidence.part(role).ifPresent(b -> parts.put(role, b));
    }
    if (parts.containsKey("attest")) {
      return Optional.of(new VtpmQuote(parts, stated));
    }
    return evidence.part(STRUCTURE).isEmpty()
        ? Optional.empty()
        : Optional.of(json(evidence.part(STRUCTURE).get(), parts, stated));
  }

  private static VtpmQuote json(Bytes json, Map<String, Bytes> parts, ObjectNode stated)
      throws MalformedInput {
    ObjectNode o = Json.readObject(STRUCTURE, json);
    parts.put("attest", hex(o.path("message")));
    parts.put("signature", hex(o.path("signature")));
    JsonNode values = o.path("pcrs");
    if (!values.isArray() || values.size() > PCRS) {
      throw malformed("\"pcrs\" must be a list of at most 24 values");
    }
    ObjectNode banks = Json.object();
    ObjectNode sha256 = banks.putObject("sha256");
    for (int i = 0; i < values.size(); i++) {
      sha256.put(Integer.toString(i), hex(values.get(i)).hex());
    }
    parts.put("pcrs", Bytes.utf8(banks.toString()));
    ObjectNode bare = stated.deepCopy();
    bare.put("signature_format", "rsassa-raw").put("signature_hash", "sha256");
    return new VtpmQuote(parts, bare);
  }

  private static Bytes hex(JsonNode n) throws MalformedInput {
    if (!n.isTextual() || !n.textValue().matches("([0-9a-f]{2}){1,4096}")) {
      throw malformed("bytes in lower-case hexadecimal expected");
    }
    return Bytes.ofHex(n.textValue());
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, -1, reason);
  }
}
