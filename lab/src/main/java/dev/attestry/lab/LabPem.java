package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;

/** PEM (RFC 7468): base64 in lines of 64, behind a label. */
final class LabPem {

  private static final byte[] FEED = "\n".getBytes(StandardCharsets.US_ASCII);

  private LabPem() {}

  /** Certificates, one after the other. */
  static Bytes of(LabIdentity... certificates) {
    StringBuilder s = new StringBuilder();
    for (LabIdentity c : certificates) {
      s.append(block("CERTIFICATE", c.certificate()));
    }
    return Bytes.utf8(s.toString());
  }

  /** A key as SubjectPublicKeyInfo. */
  static String of(PublicKey key) {
    return block("PUBLIC KEY", Bytes.of(key.getEncoded()));
  }

  /** The lines alone, without a label. */
  static String lines(Bytes der) {
    return Base64.getMimeEncoder(64, FEED).encodeToString(der.toArray());
  }

  private static String block(String label, Bytes der) {
    return "-----BEGIN " + label + "-----\n" + lines(der) + "\n-----END " + label + "-----\n";
  }
}
