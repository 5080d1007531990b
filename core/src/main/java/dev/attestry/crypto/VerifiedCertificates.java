package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Recent;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.function.BooleanSupplier;

/**
 * Remembers pairs (certificate or CRL, issuer key) whose signature held, and detached signatures
 * that did: bounded, least recently used out first. Only the signature is remembered; validity,
 * revocation and constraints are judged anew.
 */
final class VerifiedCertificates {

  private static final int SHORT = 4096;

  /**
   * @param signed a certificate or CRL, or its SHA-256, which is shorter than either can be
   * @param key the SubjectPublicKeyInfo
   */
  private record Fact(Bytes signed, Bytes key) {}

  /**
   * That a signature holds.
   *
   * @param key the SubjectPublicKeyInfo
   * @param sha256 of the message
   */
  record Detached(
      SignatureAlgorithm algorithm, int saltLength, Bytes key, Bytes signature, Bytes sha256) {}

  private final int atMost;
  private final Recent<Record, Boolean> held;

  private VerifiedCertificates(int atMost) {
    this.atMost = atMost;
    this.held = Recent.atMost(atMost);
  }

  static VerifiedCertificates none() {
    return new VerifiedCertificates(0);
  }

  static VerifiedCertificates atMost(int n) {
    return new VerifiedCertificates(n);
  }

  boolean keepsAny() {
    return atMost > 0;
  }

  boolean check(Detached fact, BooleanSupplier signature) {
    return known(fact, signature);
  }

  boolean check(X509Certificate certificate, PublicKey issuerKey, BooleanSupplier signature) {
    try {
      return atMost == 0
          ? signature.getAsBoolean()
          : check(certificate.getEncoded(), issuerKey, signature);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has its encoding", e);
    }
  }

  boolean check(X509CRL crl, PublicKey issuerKey, BooleanSupplier signature) {
    try {
      return atMost == 0 ? signature.getAsBoolean() : check(crl.getEncoded(), issuerKey, signature);
    } catch (CRLException e) {
      throw new IllegalStateException("a parsed CRL has its encoding", e);
    }
  }

  /** Of both it is the same fact: the key signed the inner part of these bytes. */
  private boolean check(byte[] encoded, PublicKey issuerKey, BooleanSupplier signature) {
    return known(
        new Fact(identity(Bytes.of(encoded)), Bytes.of(issuerKey.getEncoded())), signature);
  }

  private boolean known(Record fact, BooleanSupplier signature) {
    if (held.get(fact) != null) {
      return true;
    }
    boolean holds = signature.getAsBoolean();
    if (holds) {
      held.put(fact, Boolean.TRUE);
    }
    return holds;
  }

  /** The bytes, which compare faster than they hash; of long ones, not to keep them, the hash. */
  private static Bytes identity(Bytes encoded) {
    return encoded.length() <= SHORT ? encoded : HashAlgorithm.SHA256.digest(encoded);
  }
}
