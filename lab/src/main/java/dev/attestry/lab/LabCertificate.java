package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** A certificate in the making. What is not said follows from the rest, as a careful CA does it. */
public final class LabCertificate {

  private final X500Name subject;
  private final KeyPair keys;
  private final ExtensionsGenerator extensions = new ExtensionsGenerator();
  private Instant from = LabPki.FROM;
  private Instant until = LabPki.UNTIL;
  private Optional<BigInteger> serial = Optional.empty();
  private HashAlgorithm hash = HashAlgorithm.SHA384;
  private LabMemory memory = LabMemory.NONE;

  private LabCertificate(String subject, KeyPair keys) {
    this.subject = new X500Name(subject);
    this.keys = keys;
  }

  /**
   * @param subject as a comma-separated list, {@code C=US,O=Lab,CN=…}, encoded in this order
   */
  public static LabCertificate of(String subject, KeyPair keys) {
    return new LabCertificate(subject, keys);
  }

  /** Who keeps the signature of a root, and of all below it. */
  LabCertificate keptBy(LabMemory keeper) {
    this.memory = keeper;
    return this;
  }

  public LabCertificate valid(Instant notBefore, Instant notAfter) {
    this.from = notBefore;
    this.until = notAfter;
    return this;
  }

  public LabCertificate serial(BigInteger number) {
    this.serial = Optional.of(number);
    return this;
  }

  /** The hash of the signature; SHA-384 if not said. */
  public LabCertificate hash(HashAlgorithm algorithm) {
    this.hash = algorithm;
    return this;
  }

  /** A CA that may sign certificates and CRLs. */
  public LabCertificate authority(int pathLength) {
    return extension(Extension.basicConstraints, true, new BasicConstraints(pathLength))
        .usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
  }

  /** Names where its issuer publishes whom it revoked. */
  public LabCertificate listedAt(String uri) {
    GeneralName at = new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    DistributionPointName name = new DistributionPointName(new GeneralNames(at));
    return extension(
        Extension.cRLDistributionPoints,
        false,
        new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(name, null, null)}));
  }

  /** Where its issuer's certificate is published. */
  public LabCertificate issuerAt(String uri) {
    return extension(
        Extension.authorityInfoAccess,
        false,
        new AuthorityInformationAccess(
            AccessDescription.id_ad_caIssuers,
            new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
  }

  /** Key usage, bits of {@link KeyUsage}. */
  public LabCertificate usage(int bits) {
    return extension(Extension.keyUsage, true, new KeyUsage(bits));
  }

  public LabCertificate extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      extensions.addExtension(oid, critical, value);
    } catch (IOException e) {
      throw new IllegalArgumentException("an extension that has no encoding", e);
    }
    return this;
  }

  /** An extension whose value is no DER, as some vendors write it. */
  public LabCertificate rawExtension(ASN1ObjectIdentifier oid, Bytes value) {
    extensions.addExtension(oid, false, value.toArray());
    return this;
  }

  /** Signed by its own key. */
  public LabIdentity selfSigned() {
    return make(subject, keys.getPrivate(), memory);
  }

  /** Signed by an authority, or by whoever acts as one. */
  public LabIdentity under(LabIdentity issuer) {
    X500Name name = X500Name.getInstance(issuer.x509().getSubjectX500Principal().getEncoded());
    return make(name, issuer.keys().getPrivate(), issuer.memory());
  }

  private LabIdentity make(X500Name issuer, PrivateKey key, LabMemory keeper) {
    SubjectPublicKeyInfo spki = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    X509v3CertificateBuilder b =
        new X509v3CertificateBuilder(
            issuer,
            serial.orElseGet(this::serialOfContent),
            new Time(Date.from(from), Locale.ROOT),
            new Time(Date.from(until), Locale.ROOT),
            subject,
            spki);
    try {
      if (!extensions.isEmpty()) {
        for (ASN1ObjectIdentifier oid : extensions.generate().getExtensionOIDs()) {
          b.addExtension(extensions.generate().getExtension(oid));
        }
      }
      String place = "certificate of " + subject + " by " + issuer;
      LabSigner signer = LabSigner.of(key, hash).keptBy(keeper, place);
      return new LabIdentity(keys, Bytes.of(b.build(signer).getEncoded()), keeper);
    } catch (IOException e) {
      throw new IllegalStateException("a certificate that has no encoding", e);
    }
  }

  /** 16 bytes that differ between certificates and repeat with them. */
  private BigInteger serialOfContent() {
    Bytes digest =
        HashAlgorithm.SHA256.digest(
            Bytes.utf8(subject + " " + from + " " + until),
            Bytes.of(keys.getPublic().getEncoded()));
    return new BigInteger(1, digest.slice(0, 16).toArray()).setBit(0);
  }
}
