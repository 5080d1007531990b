package dev.attestry.scheme.cms;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.SignatureAlgorithm;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * CMS SignedData (RFC 5652 section 5) by one signer, read.
 *
 * @param content what is signed
 * @param certificates the bag: nothing in it is trusted, and its order means nothing
 * @param issuer of the certificate that the signer names
 * @param serial of that certificate
 * @param digestAlgorithm OID
 * @param signatureAlgorithm OID
 * @param signedAttributes as DER, where the signature is over them
 * @param messageDigest the attribute, if there are attributes
 */
public record SignedData(
    Bytes content,
    List<X509Certificate> certificates,
    X500Principal issuer,
    BigInteger serial,
    String digestAlgorithm,
    String signatureAlgorithm,
    Optional<Bytes> signedAttributes,
    Optional<Bytes> messageDigest,
    Bytes signature) {

  public SignedData {
    certificates = List.copyOf(certificates);
  }

  /** Reads BER or DER and nothing after it. */
  public static SignedData parse(String structure, Bytes ber) throws MalformedInput {
    return SignedDataParser.parse(structure, ber);
  }

  /**
   * The certificate that the signer names, among these: by serial number and issuer, byte for byte,
   * since no signature covers the name.
   */
  public Optional<X509Certificate> signerAmong(List<X509Certificate> candidates) {
    Bytes name = Bytes.of(issuer.getEncoded());
    return candidates.stream()
        .filter(c -> c.getSerialNumber().equals(serial))
        .filter(c -> Bytes.of(c.getIssuerX500Principal().getEncoded()).equals(name))
        .findFirst();
  }

  /** Whether the signed attributes, if there are any, are over this content. */
  public boolean coversContent() {
    return signedAttributes.isEmpty()
        || messageDigest.isPresent() && hash().map(h -> h.digest(content)).equals(messageDigest);
  }

  /** Whether the key made the signature (RFC 5652 section 5.4). */
  public boolean signedBy(Crypto crypto, PublicKey key) {
    Bytes message = signedAttributes.orElse(content);
    return algorithm().filter(a -> crypto.verifies(a, key, signature, message)).isPresent();
  }

  /** SHA-1, DSA or a key under 2048 bits: what a strict policy refuses. */
  public boolean weakUnder(PublicKey key) {
    return hash().filter(h -> h == HashAlgorithm.SHA1).isPresent()
        || !(key instanceof RSAPublicKey rsa)
        || rsa.getModulus().bitLength() < 2048;
  }

  private Optional<SignatureAlgorithm> algorithm() {
    return hash()
        .flatMap(
            h ->
                switch (signatureAlgorithm) {
                  case "1.2.840.113549.1.1.1" -> rsa(h);
                  case "1.2.840.113549.1.1.5" -> rsa(h).filter(a -> h == HashAlgorithm.SHA1);
                  case "1.2.840.113549.1.1.11" -> rsa(h).filter(a -> h == HashAlgorithm.SHA256);
                  case "1.2.840.113549.1.1.12" -> rsa(h).filter(a -> h == HashAlgorithm.SHA384);
                  case "1.2.840.113549.1.1.13" -> rsa(h).filter(a -> h == HashAlgorithm.SHA512);
                  case "1.2.840.10040.4.1", "1.2.840.10040.4.3" ->
                      SignatureAlgorithm.of(SignatureAlgorithm.Family.DSA, h);
                  default -> Optional.empty();
                });
  }

  private static Optional<SignatureAlgorithm> rsa(HashAlgorithm h) {
    return SignatureAlgorithm.of(SignatureAlgorithm.Family.RSASSA_PKCS1, h);
  }

  /** Azure writes sha256WithRSAEncryption where a digest's name belongs. */
  private Optional<HashAlgorithm> hash() {
    return switch (digestAlgorithm) {
      case "1.3.14.3.2.26" -> Optional.of(HashAlgorithm.SHA1);
      case "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.11" -> Optional.of(HashAlgorithm.SHA256);
      case "2.16.840.1.101.3.4.2.2" -> Optional.of(HashAlgorithm.SHA384);
      case "2.16.840.1.101.3.4.2.3" -> Optional.of(HashAlgorithm.SHA512);
      default -> Optional.empty();
    };
  }
}
