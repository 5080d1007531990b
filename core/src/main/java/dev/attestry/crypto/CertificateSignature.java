package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a certificate or CRL: its algorithm looked up in the allow-list, then checked.
 */
final class CertificateSignature {

  private final String oid;
  private final byte @Nullable [] parameters;
  private final Bytes signature;
  private final Bytes message;

  private CertificateSignature(
      String oid, byte @Nullable [] parameters, Bytes signature, Bytes message) {
    this.oid = oid;
    this.parameters = parameters;
    this.signature = signature;
    this.message = message;
  }

  static boolean holds(Crypto crypto, X509Certificate c, PublicKey issuer) {
    try {
      return new CertificateSignature(
              c.getSigAlgOID(),
              c.getSigAlgParams(),
              Bytes.of(c.getSignature()),
              Bytes.of(c.getTBSCertificate()))
          .holds(crypto, issuer);
    } catch (CertificateEncodingException e) {
      return false;
    }
  }

  static boolean holds(Crypto crypto, X509CRL crl, PublicKey issuer) {
    try {
      return new CertificateSignature(
              crl.getSigAlgOID(),
              crl.getSigAlgParams(),
              Bytes.of(crl.getSignature()),
              Bytes.of(crl.getTBSCertList()))
          .holds(crypto, issuer);
    } catch (CRLException e) {
      return false;
    }
  }

  private boolean holds(Crypto crypto, PublicKey issuer) {
    if (oid.equals("1.2.840.113549.1.1.10")) {
      return pss(parameters)
          .filter(p -> crypto.holds(p.algorithm, p.salt, issuer, signature, message))
          .isPresent();
    }
    return ofOid(oid)
        .filter(a -> crypto.holds(a, a.hash().length(), issuer, signature, message))
        .isPresent();
  }

  /** SHA-1 and MD5 are not here: no certificate that we trust today carries them. */
  static Optional<SignatureAlgorithm> ofOid(String oid) {
    return switch (oid) {
      case "1.2.840.10045.4.3.2" -> Optional.of(SignatureAlgorithm.ECDSA_SHA256);
      case "1.2.840.10045.4.3.3" -> Optional.of(SignatureAlgorithm.ECDSA_SHA384);
      case "1.2.840.10045.4.3.4" -> Optional.of(SignatureAlgorithm.ECDSA_SHA512);
      case "1.2.840.113549.1.1.11" -> Optional.of(SignatureAlgorithm.RSA_SHA256);
      case "1.2.840.113549.1.1.12" -> Optional.of(SignatureAlgorithm.RSA_SHA384);
      case "1.2.840.113549.1.1.13" -> Optional.of(SignatureAlgorithm.RSA_SHA512);
      case "1.3.101.112" -> Optional.of(SignatureAlgorithm.ED25519);
      default -> Optional.empty();
    };
  }

  private record Pss(SignatureAlgorithm algorithm, int salt) {}

  /** RSASSA-PSS-params of RFC 4055 section 3.1; the defaults mean SHA-1 and are refused. */
  private static Optional<Pss> pss(byte @Nullable [] parameters) {
    if (parameters == null) {
      return Optional.empty();
    }
    try {
      DerReader params =
          DerReader.of("RSASSA-PSS-params", Bytes.of(parameters)).enter(DerReader.SEQUENCE);
      HashAlgorithm hash = hash(params.enter(0xa0).enter(DerReader.SEQUENCE));
      DerReader mgf = params.enter(0xa1).enter(DerReader.SEQUENCE);
      boolean mgf1 = mgf.oid().equals("1.2.840.113549.1.1.8");
      HashAlgorithm mgfHash = hash(mgf.enter(DerReader.SEQUENCE));
      long salt = params.enter(0xa2).unsigned();
      return mgf1 && mgfHash == hash && salt <= 64
          ? SignatureAlgorithm.of(SignatureAlgorithm.Family.RSASSA_PSS, hash)
              .map(a -> new Pss(a, (int) salt))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private static HashAlgorithm hash(DerReader algorithm) throws MalformedInput {
    String oid = algorithm.oid();
    return switch (oid) {
      case "2.16.840.1.101.3.4.2.1" -> HashAlgorithm.SHA256;
      case "2.16.840.1.101.3.4.2.2" -> HashAlgorithm.SHA384;
      case "2.16.840.1.101.3.4.2.3" -> HashAlgorithm.SHA512;
      default ->
          throw new MalformedInput("RSASSA-PSS-params", -1, "hash " + oid + " is not accepted");
    };
  }
}
