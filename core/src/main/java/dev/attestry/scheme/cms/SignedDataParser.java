package dev.attestry.scheme.cms;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerId;
import org.bouncycastle.cms.SignerInformation;

/** Reads SignedData by Bouncy Castle, bounded; whatever that throws is malformed input. */
final class SignedDataParser {

  private static final int MAX_LENGTH = 256 << 10;
  private static final int MAX_CERTIFICATES = 16;

  private SignedDataParser() {}

  static SignedData parse(String structure, Bytes ber) throws MalformedInput {
    if (ber.length() > MAX_LENGTH) {
      throw new MalformedInput(structure, MAX_LENGTH, "longer than " + MAX_LENGTH + " bytes");
    }
    try (ASN1InputStream in = new ASN1InputStream(ber.toArray())) {
      ASN1Primitive whole = in.readObject();
      if (whole == null || in.available() > 0) {
        throw new MalformedInput(structure, -1, "one value and nothing after it expected");
      }
      ContentInfo info = ContentInfo.getInstance(whole);
      return read(structure, info, new CMSSignedData(info));
    } catch (IOException | CMSException | RuntimeException e) {
      // The library answers damaged input by exceptions of many kinds.
      throw new MalformedInput(structure, -1, "not SignedData: " + e.getClass().getSimpleName());
    }
  }

  private static SignedData read(String structure, ContentInfo info, CMSSignedData data)
      throws MalformedInput, IOException {
    List<SignerInformation> signers = List.copyOf(data.getSignerInfos().getSigners());
    if (signers.size() != 1) {
      throw new MalformedInput(structure, -1, "one signer expected, " + signers.size() + " found");
    }
    SignerInformation s = signers.get(0);
    SignerId id = s.getSID();
    if (id.getIssuer() == null || id.getSerialNumber() == null) {
      throw new MalformedInput(
          structure, -1, "a signer named by issuer and serial number expected");
    }
    if (data.getSignedContent() == null
        || !(data.getSignedContent().getContent() instanceof byte[] content)) {
      throw new MalformedInput(structure, -1, "content inside the SignedData expected");
    }
    Framing.check(structure, info, data, s);
    Optional<byte[]> attributes = Optional.ofNullable(s.getEncodedSignedAttributes());
    return new SignedData(
        Bytes.of(content),
        certificates(structure, data),
        new X500Principal(id.getIssuer().getEncoded()),
        id.getSerialNumber(),
        s.getDigestAlgOID(),
        s.getEncryptionAlgOID(),
        attributes.map(Bytes::of),
        attributes.isPresent() ? messageDigest(structure, data, s) : Optional.empty(),
        Bytes.of(s.getSignature()));
  }

  /** RFC 5652 §11.1, §11.2: with attributes, both are there, once, with one value. */
  private static Optional<Bytes> messageDigest(
      String structure, CMSSignedData data, SignerInformation s) throws MalformedInput {
    Attribute digest = s.getSignedAttributes().get(CMSAttributes.messageDigest);
    Attribute type = s.getSignedAttributes().get(CMSAttributes.contentType);
    boolean once =
        s.getSignedAttributes().getAll(CMSAttributes.messageDigest).size() == 1
            && s.getSignedAttributes().getAll(CMSAttributes.contentType).size() == 1
            && digest.getAttributeValues().length == 1
            && type.getAttributeValues().length == 1;
    if (!once || !type.getAttributeValues()[0].equals(data.getSignedContent().getContentType())) {
      throw new MalformedInput(
          structure, -1, "one message digest and one content type, that of the content, expected");
    }
    ASN1OctetString value = ASN1OctetString.getInstance(digest.getAttributeValues()[0]);
    return Optional.of(Bytes.of(value.getOctets()));
  }

  private static List<X509Certificate> certificates(String structure, CMSSignedData data)
      throws MalformedInput, IOException {
    List<X509Certificate> out = new ArrayList<>();
    for (X509CertificateHolder c : data.getCertificates().getMatches(null)) {
      if (out.size() == MAX_CERTIFICATES) {
        throw new MalformedInput(structure, -1, "more than " + MAX_CERTIFICATES + " certificates");
      }
      out.add(Crypto.certificate(structure + " certificate", Bytes.of(c.getEncoded())));
    }
    return out;
  }
}
