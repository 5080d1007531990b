package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * CMS SignedData (RFC 5652 section 5) in the making, DER. What a test does not change is as a
 * careful signer does it; every part can be lied about.
 */
final class LabCms {

  static final String DATA = "1.2.840.113549.1.7.1";
  static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
  static final String SHA256 = "2.16.840.1.101.3.4.2.1";
  static final String SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
  private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";

  /**
   * A signer.
   *
   * @param named the certificate that it says it signs by
   * @param key the key that really signs
   * @param digested what the signed attributes are over; without attributes, empty
   */
  record Signer(LabIdentity named, KeyPair key, Optional<Bytes> digested) {

    /** Signs the content itself, without attributes. */
    static Signer bare(LabIdentity by) {
      return new Signer(by, by.keys(), Optional.empty());
    }

    /** Signs attributes with the digest of this content. */
    static Signer attributes(LabIdentity by, Bytes content) {
      return new Signer(by, by.keys(), Optional.of(content));
    }
  }

  private final Bytes content;
  private final List<LabIdentity> certificates = new ArrayList<>();
  private final List<Signer> signers = new ArrayList<>();
  private String outerType = SIGNED_DATA;
  private String contentType = DATA;
  private int version = 1;
  private List<String> digestAlgorithms = List.of(SHA256);

  LabCms(Bytes content) {
    this.content = content;
  }

  LabCms certificate(LabIdentity c) {
    certificates.add(c);
    return this;
  }

  LabCms signer(Signer s) {
    signers.add(s);
    return this;
  }

  LabCms types(String outer, String inner) {
    this.outerType = outer;
    this.contentType = inner;
    return this;
  }

  LabCms version(int other) {
    this.version = other;
    return this;
  }

  /** OIDs, of the set beside the content and of each signer: the first one. */
  LabCms digestAlgorithms(String... oids) {
    this.digestAlgorithms = List.of(oids);
    return this;
  }

  Bytes der() {
    DERSequence encapsulated =
        new DERSequence(
            new ASN1Encodable[] {
              oid(contentType), new DERTaggedObject(true, 0, new DEROctetString(content.toArray()))
            });
    ASN1EncodableVector v = new ASN1EncodableVector();
    v.add(new ASN1Integer(version));
    v.add(
        new DERSet(digestAlgorithms.stream().map(LabCms::algorithm).toArray(ASN1Encodable[]::new)));
    v.add(encapsulated);
    if (!certificates.isEmpty()) {
      v.add(
          new DERTaggedObject(
              false,
              0,
              new DERSet(
                  certificates.stream()
                      .map(c -> Certificate.getInstance(c.certificate().toArray()))
                      .toArray(ASN1Encodable[]::new))));
    }
    v.add(new DERSet(signers.stream().map(this::signerInfo).toArray(ASN1Encodable[]::new)));
    return encode(
        new DERSequence(
            new ASN1Encodable[] {
              oid(outerType), new DERTaggedObject(true, 0, new DERSequence(v))
            }));
  }

  private DERSequence signerInfo(Signer s) {
    X500Name issuer = X500Name.getInstance(s.named().x509().getIssuerX500Principal().getEncoded());
    ASN1EncodableVector v = new ASN1EncodableVector();
    v.add(new ASN1Integer(1));
    v.add(
        new DERSequence(
            new ASN1Encodable[] {issuer, new ASN1Integer(s.named().x509().getSerialNumber())}));
    v.add(algorithm(digestAlgorithms.isEmpty() ? SHA256 : digestAlgorithms.get(0)));
    Bytes message = content;
    if (s.digested().isPresent()) {
      DERSet attributes = attributes(s.digested().get());
      message = encode(attributes);
      v.add(new DERTaggedObject(false, 0, attributes));
    }
    v.add(algorithm(RSA));
    v.add(
        new DEROctetString(
            LabSigner.sign(s.key().getPrivate(), HashAlgorithm.SHA256, message).toArray()));
    return new DERSequence(v);
  }

  private DERSet attributes(Bytes digested) {
    return new DERSet(
        new ASN1Encodable[] {
          attribute(CONTENT_TYPE, oid(contentType)),
          attribute(
              MESSAGE_DIGEST, new DEROctetString(HashAlgorithm.SHA256.digest(digested).toArray()))
        });
  }

  private static DERSequence attribute(String type, ASN1Encodable value) {
    return new DERSequence(new ASN1Encodable[] {oid(type), new DERSet(value)});
  }

  private static DERSequence algorithm(String algorithm) {
    return new DERSequence(new ASN1Encodable[] {oid(algorithm), DERNull.INSTANCE});
  }

  private static ASN1ObjectIdentifier oid(String dotted) {
    return new ASN1ObjectIdentifier(dotted);
  }

  private static Bytes encode(ASN1Object o) {
    try {
      return Bytes.of(o.getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("a structure that has no encoding", e);
    }
  }
}
