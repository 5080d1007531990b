package dev.attestry.scheme.cms;

import dev.attestry.codec.MalformedInput;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;

/**
 * What stands around content and signature and no signature covers, held to the one form that
 * signed data of this kind have (RFC 5652 section 5.1, 5.3).
 */
final class Framing {

  private static final int VERSION = 1;

  private Framing() {}

  static void check(String structure, ContentInfo info, CMSSignedData data, SignerInformation s)
      throws MalformedInput {
    require(
        structure,
        info.getContentType().equals(CMSObjectIdentifiers.signedData),
        "the content type signedData");
    require(
        structure,
        data.getSignedContent().getContentType().equals(CMSObjectIdentifiers.data),
        "content of the type data");
    require(
        structure,
        data.getVersion() == VERSION && s.getVersion() == VERSION,
        "version 1 of the data and of the signer");
    require(
        structure,
        data.getDigestAlgorithmIDs().equals(Set.of(s.getDigestAlgorithmID())),
        "one digest algorithm, the signer's");
    require(
        structure,
        bare(s.getDigestAlgorithmID()) && bare(s.toASN1Structure().getDigestEncryptionAlgorithm()),
        "algorithms without parameters");
    ASN1Sequence signed = ASN1Sequence.getInstance(info.getContent());
    require(
        structure,
        onlyZeroTags(signed)
            && onlyZeroTags(
                ASN1Sequence.getInstance(
                    ASN1Set.getInstance(signed.getObjectAt(signed.size() - 1)).getObjectAt(0))),
        "certificates and signed attributes under the tag [0]");
    require(
        structure,
        s.getUnsignedAttributes() == null
            && data.getCRLs().getMatches(null).isEmpty()
            && data.getAttributeCertificates().getMatches(null).isEmpty(),
        "nothing beside certificates and what is signed");
  }

  /** The reader takes any tag there, and the signature is over a SET in its place. */
  private static boolean onlyZeroTags(ASN1Sequence members) {
    for (ASN1Encodable member : members) {
      if (member instanceof ASN1TaggedObject t
          && (t.getTagClass() != BERTags.CONTEXT_SPECIFIC || t.getTagNo() != 0)) {
        return false;
      }
    }
    return true;
  }

  /** RFC 4055 §2.1, RFC 3279 §2.3: absent or NULL. */
  private static boolean bare(AlgorithmIdentifier algorithm) {
    ASN1Encodable p = algorithm.getParameters();
    return p == null || DERNull.INSTANCE.equals(p);
  }

  private static void require(String structure, boolean holds, String expected)
      throws MalformedInput {
    if (!holds) {
      throw new MalformedInput(structure, -1, expected + " expected");
    }
  }
}
