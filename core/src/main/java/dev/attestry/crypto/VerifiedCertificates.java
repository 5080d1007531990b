package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Remembers pairs (certificate, issuer key) whose signature held: bounded, least recently used out
 * first. Only the signature is remembered; validity, revocation and constraints are judged anew.
 */
final class VerifiedCertificates {

  private final int atMost;
  private final Map<Bytes, Boolean> held;

  private VerifiedCertificates(int atMost) {
    this.atMost = atMost;
    this.held =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<Bytes, Boolean> eldest) {
                return size() > atMost;
              }
            });
  }

  static VerifiedCertificates none() {
    return new VerifiedCertificates(0);
  }

  static VerifiedCertificates atMost(int n) {
    return new VerifiedCertificates(n);
  }

  boolean check(X509Certificate certificate, PublicKey issuerKey, BooleanSupplier signature) {
    if (atMost == 0) {
      return signature.getAsBoolean();
    }
    Bytes key = key(certificate, issuerKey);
    if (held.containsKey(key)) {
      held.get(key); // moves it to the young end
      return true;
    }
    boolean holds = signature.getAsBoolean();
    if (holds) {
      held.put(key, Boolean.TRUE);
    }
    return holds;
  }

  private static Bytes key(X509Certificate certificate, PublicKey issuerKey) {
    try {
      return HashAlgorithm.SHA256.digest(
          HashAlgorithm.SHA256.digest(Bytes.of(certificate.getEncoded())),
          Bytes.of(issuerKey.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has its encoding", e);
    }
  }
}
