package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.security.cert.X509Certificate;

/** Whether a certificate says where its revocation is published (RFC 5280 section 4.2). */
final class RevocationPointer {

  /** Section 4.2.1.13. */
  private static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";

  /** Section 4.2.2.1. */
  private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";

  private static final String OCSP = "1.3.6.1.5.5.7.48.1";

  private RevocationPointer() {}

  static boolean in(X509Certificate c) {
    return c.getExtensionValue(CRL_DISTRIBUTION_POINTS) != null
        || namesResponder(c.getExtensionValue(AUTHORITY_INFORMATION_ACCESS));
  }

  /** What cannot be read may name one. */
  private static boolean namesResponder(byte[] access) {
    if (access == null) {
      return false;
    }
    try {
      String structure = "authorityInfoAccess";
      Bytes der = DerReader.of(structure, Bytes.of(access)).content(DerReader.OCTET_STRING);
      DerReader descriptions = DerReader.of(structure, der).enter(DerReader.SEQUENCE);
      while (!descriptions.atEnd()) {
        if (descriptions.enter(DerReader.SEQUENCE).oid().equals(OCSP)) {
          return true;
        }
      }
      return false;
    } catch (MalformedInput e) {
      return true;
    }
  }
}
