package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;

/**
 * A key with its certificate.
 *
 * @param certificate DER
 * @param memory keeps what its key signed for longer than one answer
 */
public record LabIdentity(KeyPair keys, Bytes certificate, LabMemory memory) {

  /** One whose signatures nobody keeps. */
  public LabIdentity(KeyPair keys, Bytes certificate) {
    this(keys, certificate, LabMemory.NONE);
  }

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

  /**
   * Signs certificates and lists.
   *
   * @param what is signed: the name of a place, with that of its key
   */
  LabSigner signer(String what, HashAlgorithm hash) {
    String place = what + " by " + HashAlgorithm.SHA256.digest(certificate).hex();
    return LabSigner.of(keys.getPrivate(), hash).keptBy(memory, place);
  }

  /**
   * A revocation list of this CA as collateral: in a role, good from and until, and whom it names.
   */
  Collateral.Item list(String role, Instant from, Instant until, Map<BigInteger, Instant> revoked) {
    return new Collateral.Item(role, LabCrl.of(this, from, until, revoked), "lab");
  }

  /** The signature of its key over a message; ECDSA as DER. */
  public Bytes sign(HashAlgorithm hash, Bytes message) {
    return LabSigner.sign(keys.getPrivate(), hash, message);
  }
}
