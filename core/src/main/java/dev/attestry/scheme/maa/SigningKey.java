package dev.attestry.scheme.maa;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.JwkSet;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/**
 * A key of Azure Attestation: made in an enclave, which says so in the key's own certificate.
 *
 * @param hash SHA-256 over the PEM text of the SubjectPublicKeyInfo and one NUL
 * @param quote the SGX quote in the certificate, where there is one
 */
record SigningKey(PublicKey key, Bytes hash, Optional<Bytes> quote) {

  private static final String QUOTE_EXTENSION = "1.3.6.1.4.1.311.105.1";
  private static final String STRUCTURE = "MAA signing certificate";

  /** Open Enclave SDK, report.h: version 1, type 2 (SGX remote), before the quote. */
  private static final long OE_VERSION = 1;

  private static final long OE_SGX_REMOTE = 2;

  static SigningKey of(JwkSet.Jwk jwk) throws MalformedInput {
    Optional<Bytes> quote = jwk.x5c().isEmpty() ? Optional.empty() : quote(jwk.x5c().get(0));
    return new SigningKey(jwk.key(), hash(jwk.key()), quote);
  }

  /** What the service names this key by. */
  String kid() {
    return Base64s.encode(hash);
  }

  private static Bytes hash(PublicKey key) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return HashAlgorithm.SHA256.digest(
        Bytes.utf8("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n\0"));
  }

  private static Optional<Bytes> quote(X509Certificate c) throws MalformedInput {
    byte[] extension = c.getExtensionValue(QUOTE_EXTENSION);
    if (extension == null) {
      return Optional.empty();
    }
    Bytes value = DerReader.of(STRUCTURE, Bytes.of(extension)).content(DerReader.OCTET_STRING);
    ByteReader in = ByteReader.of(STRUCTURE, value);
    if (in.u32le() != OE_VERSION || in.u32le() != OE_SGX_REMOTE) {
      throw in.malformed("an Open Enclave report of a remote SGX quote expected");
    }
    Bytes quote = in.take(in.u64le());
    in.expectEnd();
    return Optional.of(quote);
  }
}
