package dev.attestry.scheme.maa;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.Recent;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.JwkSet;
import dev.attestry.scheme.dcap.DcapVerifier;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of Azure Attestation: made in an enclave, which says so in the key's own certificate.
 *
 * @param hash SHA-256 over the PEM text of the SubjectPublicKeyInfo and one NUL
 * @param quote the SGX quote in the certificate, where there is one
 * @param enclave what the quote says of it, if it is an enclave's
 */
record SigningKey(
    PublicKey key, Bytes hash, Optional<Bytes> quote, Optional<DcapVerifier.Enclave> enclave) {

  private static final Recent<JwkSet.Jwk, SigningKey> KNOWN = Recent.atMost(64);

  private static final String QUOTE_EXTENSION = "1.3.6.1.4.1.311.105.1";
  private static final String STRUCTURE = "MAA signing certificate";

  /** Open Enclave SDK, report.h: version 1, type 2 (SGX remote), before the quote. */
  private static final long OE_VERSION = 1;

  private static final long OE_SGX_REMOTE = 2;

  /** Reads a key, or knows it from the last token. */
  static SigningKey of(JwkSet.Jwk jwk) throws MalformedInput {
    @Nullable SigningKey known = KNOWN.get(jwk);
    if (known == null) {
      Optional<Bytes> quote = jwk.x5c().isEmpty() ? Optional.empty() : quote(jwk.x5c().get(0));
      known =
          new SigningKey(jwk.key(), hash(jwk.key()), quote, quote.flatMap(DcapVerifier::enclave));
      KNOWN.put(jwk, known);
    }
    return known;
  }

  /** What the quote says it is over. */
  Optional<Bytes> reportData() {
    return enclave.map(DcapVerifier.Enclave::reportData);
  }

  /** Whether the quote says that whoever runs the enclave can read the key. */
  boolean debug() {
    return enclave.filter(DcapVerifier.Enclave::debug).isPresent();
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
