package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.trust.TrustAnchor;
import java.security.KeyPair;
import java.security.cert.X509Certificate;

/**
 * A key with its certificate.
 *
 * @param certificate DER
 */
public record LabIdentity(KeyPair keys, Bytes certificate) {

  /** The certificate, read as a verifier reads it. */
  public X509Certificate x509() {
    try {
      return Crypto.certificate("lab certificate", certificate);
    } catch (MalformedInput e) {
      throw new IllegalStateException("the lab made a certificate that does not parse", e);
    }
  }

  /** The anchor that trusts this certificate for a purpose, for this lab only. */
  public TrustAnchor anchor(String purpose) {
    return new TrustAnchor.PinnedCertificate(
        purpose, "LAB", HashAlgorithm.SHA256.digest(certificate), "throw-away PKI of a lab");
  }

  /** The signature of its key over a message; ECDSA as DER. */
  public Bytes sign(HashAlgorithm hash, Bytes message) {
    return LabSigner.sign(keys.getPrivate(), hash, message);
  }
}
