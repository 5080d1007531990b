package dev.attestry.scheme.nitro;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Claims;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** What an attestation document says, in the names of AWS's text. */
final class DocumentClaims {

  private DocumentClaims() {}

  static Claims of(AttestationDocument document, CertificatePath path) {
    return Claims.of(
        o -> {
          document(document, o);
          certificates(path, o.putObject("certificate"), o.putArray("chain_sha256"));
        });
  }

  /** Where a check failed, nothing of it is a claim. */
  static Claims unverified(AttestationDocument document) {
    return Claims.of(o -> document(document, o.putObject("unverified")));
  }

  private static void document(AttestationDocument document, ObjectNode o) {
    o.put("module_id", document.moduleId());
    o.put("instance_id", document.instanceId());
    o.put("digest", "SHA384");
    o.put("timestamp", document.timestamp().toEpochMilli());
    ObjectNode bank = o.putObject("pcrs").putObject(HashAlgorithm.SHA384.label());
    document.pcrs().forEach((i, pcr) -> bank.put(Integer.toString(i), pcr.hex()));
    put(o, "public_key", document.publicKey());
    put(o, "user_data", document.userData());
    put(o, "nonce", document.nonce());
    if (document.kind() == DocumentKind.ENCLAVE) {
      o.put("debug", document.debug());
      parent(document, o);
    }
  }

  /** AWS: PCR4 is SHA-384 over 48 zero bytes and the id of the parent instance. */
  private static void parent(AttestationDocument document, ObjectNode o) {
    Bytes expected =
        HashAlgorithm.SHA384.digest(Bytes.zeros(48), Bytes.utf8(document.instanceId()));
    o.put("pcr4_is_of_instance", document.pcr(4).filter(expected::equals).isPresent());
  }

  private static void certificates(CertificatePath path, ObjectNode leaf, ArrayNode chain) {
    X509Certificate c = path.leaf();
    leaf.put("subject", c.getSubjectX500Principal().getName());
    leaf.put("serial_number", c.getSerialNumber().toString(16));
    leaf.put("not_before", c.getNotBefore().toInstant().toString());
    leaf.put("not_after", c.getNotAfter().toInstant().toString());
    path.certificates().forEach(x -> chain.add(CertificatePath.fingerprint(x).hex()));
  }

  private static void put(ObjectNode o, String name, Optional<Bytes> value) {
    value.ifPresent(v -> o.put(name, v.hex()));
  }
}
