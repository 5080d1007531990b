package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Signature checks by one chosen provider object, never by one installed globally. Certificates and
 * keys are always read by the JDK. Safe for use by several threads.
 */
public final class Crypto {

  private static final SecondSight<X509Certificate> KNOWN = new SecondSight<>();
  private static final CertificateFactory CERTIFICATES = certificateFactory();

  /** By names that are ours, so there are few. */
  private static final Map<String, ECParameterSpec> CURVES = new ConcurrentHashMap<>();

  private final String name;
  private final @Nullable Provider provider;
  private final @Nullable ProviderKeys keys;
  private final SignatureObjects signatures;
  private final VerifiedCertificates verified;

  /** Whether it remembers other signatures than those of certificates and CRLs, too. */
  private final boolean all;

  private final Crypto rememberingAll;

  private Crypto(String name, @Nullable Provider provider, VerifiedCertificates verified) {
    this.name = name;
    this.provider = provider;
    this.keys = provider == null ? null : new ProviderKeys(provider);
    this.signatures = new SignatureObjects(provider);
    this.verified = verified;
    this.all = false;
    this.rememberingAll = verified.keepsAny() ? new Crypto(this) : this;
  }

  private Crypto(Crypto of) {
    this.name = of.name;
    this.provider = of.provider;
    this.keys = of.keys;
    this.signatures = of.signatures;
    this.verified = of.verified;
    this.all = true;
    this.rememberingAll = this;
  }

  /** The JDK's own providers: no further jar, an order of magnitude slower on P-384. */
  public static Crypto jdk() {
    return new Crypto("jdk", null, VerifiedCertificates.none());
  }

  /** Bouncy Castle. */
  public static Crypto bouncyCastle() {
    return new Crypto("bouncycastle", BouncyCastle.provider(), VerifiedCertificates.none());
  }

  /** The Amazon Corretto Crypto Provider, where its jar is there and its self-tests pass. */
  public static Optional<Crypto> accp() {
    return Accp.provider().map(p -> new Crypto("accp", p, VerifiedCertificates.none()));
  }

  /** The fastest there is here: ACCP, else the JDK. */
  public static Crypto fastest() {
    return accp().orElseGet(Crypto::jdk);
  }

  /** The same provider, remembering which certificates and CRLs it saw signed by which key. */
  public Crypto rememberingCertificates(int atMost) {
    return new Crypto(name, provider, VerifiedCertificates.atMost(atMost));
  }

  /**
   * The same for collateral that is signed like evidence and serves many pieces of it, an
   * endorsement or the quote of an issuer's key: where certificates are remembered, so are its
   * signatures. Always the same object.
   */
  public Crypto forCollateral() {
    return rememberingAll;
  }

  /** The provider; null for the JDK's own. */
  @Nullable Provider provider() {
    return provider;
  }

  /** Name of the provider: jdk, bouncycastle or accp. */
  public String name() {
    return name;
  }

  /**
   * Whether the signature over the message holds under the key. A key of another family, a damaged
   * signature and a wrong one are all false. ECDSA signatures are DER; PSS salts have the length of
   * the hash.
   */
  public boolean verifies(
      SignatureAlgorithm algorithm, PublicKey key, Bytes signature, Bytes message) {
    return verifies(algorithm, algorithm.hash().length(), key, signature, message);
  }

  /** As above, with the length of the PSS salt. */
  public boolean verifies(
      SignatureAlgorithm algorithm, int saltLength, PublicKey key, Bytes signature, Bytes message) {
    return all
        ? verified.check(
            new VerifiedCertificates.Detached(
                algorithm,
                saltLength,
                Bytes.of(key.getEncoded()),
                signature,
                HashAlgorithm.SHA256.digest(message)),
            () -> holds(algorithm, saltLength, key, signature, message))
        : holds(algorithm, saltLength, key, signature, message);
  }

  /** As above, and remembers nothing. */
  boolean holds(
      SignatureAlgorithm algorithm, int saltLength, PublicKey key, Bytes signature, Bytes message) {
    if (!fits(algorithm, key)
        || (algorithm.family() == SignatureAlgorithm.Family.ECDSA
                || algorithm.family() == SignatureAlgorithm.Family.DSA)
            && !EcdsaSignature.isDer(signature)) {
      return false;
    }
    try {
      Signature s = signatures.of(algorithm);
      if (algorithm.family() == SignatureAlgorithm.Family.RSASSA_PSS) {
        String h = algorithm.hash().jcaName();
        s.setParameter(new PSSParameterSpec(h, "MGF1", new MGF1ParameterSpec(h), saltLength, 1));
      }
      s.initVerify(keys == null ? key : keys.of(algorithm.family(), key));
      message.update(s);
      boolean holds = s.verify(signature.toArray());
      signatures.giveBack(algorithm, s);
      return holds;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Providers disagree on what is malformed and what is merely wrong; for us both are "no".
      return false;
    }
  }

  /**
   * Whether the certificate's signature was made by the issuer's key, with an algorithm on the
   * allow-list.
   */
  public boolean signed(X509Certificate certificate, PublicKey issuerKey) {
    return verified.check(
        certificate, issuerKey, () -> CertificateSignature.holds(this, certificate, issuerKey));
  }

  /** As above, of a CRL. */
  boolean signed(X509CRL crl, PublicKey issuerKey) {
    return verified.check(crl, issuerKey, () -> CertificateSignature.holds(this, crl, issuerKey));
  }

  /**
   * Reads one DER certificate and nothing after it.
   *
   * <p>What RFC 5280 section 4.1 asks and the JDK does not is asked here: both signature algorithm
   * fields are the same, a serial number has at most 20 octets and no sign, times are in UTC.
   */
  public static X509Certificate certificate(String structure, Bytes der) throws MalformedInput {
    @Nullable X509Certificate known = KNOWN.get(der);
    if (known != null) {
      return known;
    }
    CertificateProfile.check(structure, der);
    try {
      X509Certificate c =
          (X509Certificate)
              CERTIFICATES.generateCertificate(new ByteArrayInputStream(der.toArray()));
      KNOWN.put(der, c);
      return c;
    } catch (CertificateException e) {
      throw new MalformedInput(structure, -1, "not a certificate: " + e.getMessage());
    }
  }

  /** The JDK's own, which has no state. */
  static CertificateFactory certificateFactory() {
    try {
      return CertificateFactory.getInstance("X.509", "SUN");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's provider reads no certificates", e);
    }
  }

  /** Reads a SubjectPublicKeyInfo of an EC, RSA or Ed25519 key. */
  public static PublicKey publicKey(String structure, Bytes spki) throws MalformedInput {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(spki.toArray());
    return keyOf("EC", spec)
        .or(() -> keyOf("RSA", spec))
        .or(() -> keyOf("Ed25519", spec))
        .orElseThrow(
            () -> new MalformedInput(structure, -1, "not an EC, RSA or Ed25519 public key"));
  }

  private static Optional<PublicKey> keyOf(String family, X509EncodedKeySpec spec) {
    try {
      return Optional.of(KeyFactory.getInstance(family).generatePublic(spec));
    } catch (GeneralSecurityException e) {
      return Optional.empty(); // another family
    }
  }

  /** An EC key from its affine coordinates, on P-256, P-384 or P-521. */
  public static PublicKey ecPublicKey(String structure, String curve, Bytes x, Bytes y)
      throws MalformedInput {
    try {
      ECPoint w = new ECPoint(new BigInteger(1, x.toArray()), new BigInteger(1, y.toArray()));
      ECParameterSpec spec = CURVES.computeIfAbsent(curve, Crypto::curve);
      if (!onCurve(w, spec)) {
        throw new MalformedInput(structure, -1, "the point is not on " + curve);
      }
      return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, spec));
    } catch (GeneralSecurityException e) {
      throw new MalformedInput(structure, -1, "not a public key on " + curve);
    }
  }

  private static ECParameterSpec curve(String name) {
    try {
      AlgorithmParameters p = AlgorithmParameters.getInstance("EC");
      p.init(new ECGenParameterSpec(name));
      return p.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a curve that the JDK does not know", e);
    }
  }

  /** An RSA key from modulus and exponent. */
  public static PublicKey rsaPublicKey(String structure, Bytes modulus, long exponent)
      throws MalformedInput {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(
              new RSAPublicKeySpec(
                  new BigInteger(1, modulus.toArray()), BigInteger.valueOf(exponent)));
    } catch (GeneralSecurityException e) {
      throw new MalformedInput(structure, -1, "not an RSA public key");
    }
  }

  private static boolean fits(SignatureAlgorithm algorithm, PublicKey key) {
    return switch (algorithm.family()) {
      case ECDSA -> key instanceof ECPublicKey;
      case RSASSA_PKCS1, RSASSA_PSS -> key instanceof RSAPublicKey rsa && sound(rsa);
      case EDDSA -> key instanceof EdECPublicKey;
      case DSA -> key instanceof DSAPublicKey dsa && dsa.getParams().getP().bitLength() >= 1024;
    };
  }

  /** An even modulus is no RSA key, and with the exponent 1 every message signs itself. */
  private static boolean sound(RSAPublicKey rsa) {
    BigInteger n = rsa.getModulus();
    BigInteger e = rsa.getPublicExponent();
    return n.bitLength() >= 1024
        && n.bitLength() <= 8192
        && n.testBit(0)
        && e.testBit(0)
        && e.bitLength() >= 2
        && e.bitLength() <= 64;
  }

  private static boolean onCurve(ECPoint w, ECParameterSpec spec) {
    if (!(spec.getCurve().getField() instanceof java.security.spec.ECFieldFp field)) {
      return false;
    }
    BigInteger p = field.getP();
    BigInteger x = w.getAffineX();
    BigInteger y = w.getAffineY();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right =
        x.multiply(x).add(spec.getCurve().getA()).multiply(x).add(spec.getCurve().getB()).mod(p);
    return y.multiply(y).mod(p).equals(right);
  }
}
