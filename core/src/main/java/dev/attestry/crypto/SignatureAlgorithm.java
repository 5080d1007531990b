package dev.attestry.crypto;

import java.util.Optional;

/**
 * The signature algorithms we accept: an allow-list. Names and numbers from evidence are looked up
 * here or refused; nothing from evidence ever reaches a provider as a name.
 */
public enum SignatureAlgorithm {
  ECDSA_SHA1("SHA1withECDSA", HashAlgorithm.SHA1, Family.ECDSA),
  ECDSA_SHA256("SHA256withECDSA", HashAlgorithm.SHA256, Family.ECDSA),
  ECDSA_SHA384("SHA384withECDSA", HashAlgorithm.SHA384, Family.ECDSA),
  ECDSA_SHA512("SHA512withECDSA", HashAlgorithm.SHA512, Family.ECDSA),
  RSA_SHA1("SHA1withRSA", HashAlgorithm.SHA1, Family.RSASSA_PKCS1),
  RSA_SHA256("SHA256withRSA", HashAlgorithm.SHA256, Family.RSASSA_PKCS1),
  RSA_SHA384("SHA384withRSA", HashAlgorithm.SHA384, Family.RSASSA_PKCS1),
  RSA_SHA512("SHA512withRSA", HashAlgorithm.SHA512, Family.RSASSA_PKCS1),
  PSS_SHA256("RSASSA-PSS", HashAlgorithm.SHA256, Family.RSASSA_PSS),
  PSS_SHA384("RSASSA-PSS", HashAlgorithm.SHA384, Family.RSASSA_PSS),
  PSS_SHA512("RSASSA-PSS", HashAlgorithm.SHA512, Family.RSASSA_PSS),
  ED25519("Ed25519", HashAlgorithm.SHA512, Family.EDDSA),
  DSA_SHA1("SHA1withDSA", HashAlgorithm.SHA1, Family.DSA),
  DSA_SHA256("SHA256withDSA", HashAlgorithm.SHA256, Family.DSA);

  /** The signature families; ECDSA and DSA signatures are DER here, see {@link EcdsaSignature}. */
  public enum Family {
    ECDSA,
    RSASSA_PKCS1,
    RSASSA_PSS,
    EDDSA,
    /**
     * Of old identity documents only; always checked by the JDK, since not all providers have it.
     */
    DSA
  }

  private final String jcaName;
  private final HashAlgorithm hash;
  private final Family family;

  SignatureAlgorithm(String jcaName, HashAlgorithm hash, Family family) {
    this.jcaName = jcaName;
    this.hash = hash;
    this.family = family;
  }

  /** The algorithm of a family with a hash, where we accept the pair. */
  public static Optional<SignatureAlgorithm> of(Family family, HashAlgorithm hash) {
    for (SignatureAlgorithm a : values()) {
      if (a.family == family && (a.hash == hash || family == Family.EDDSA)) {
        return Optional.of(a);
      }
    }
    return Optional.empty();
  }

  String jcaName() {
    return jcaName;
  }

  public HashAlgorithm hash() {
    return hash;
  }

  public Family family() {
    return family;
  }
}
