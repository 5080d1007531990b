package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.DerReader;
import dev.attestry.codec.MalformedInput;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A complete CRL (RFC 5280 section 5): signed by whom, fresh when, naming what. Delta, indirect and
 * partitioned lists are not understood, and refused.
 */
public final class RevocationList {

  private static final CertificateFactory CRLS = Crypto.certificateFactory();

  /** An authority's list is the same for days. */
  private static final SecondSight<RevocationList> KNOWN = new SecondSight<>();

  private final X509CRL crl;
  private final Optional<String> limit;

  private RevocationList(X509CRL crl) {
    this.crl = crl;
    this.limit = RevocationScope.limit(crl);
  }

  /** Reads one DER CRL. */
  public static RevocationList parse(String structure, Bytes der) throws MalformedInput {
    @Nullable RevocationList known = KNOWN.get(der);
    if (known != null) {
      return known;
    }
    DerReader whole = DerReader.of(structure, der);
    DerReader signed = whole.enter(DerReader.SEQUENCE);
    whole.expectEnd();
    signed.skip(); // tbsCertList
    signed.skip(); // signatureAlgorithm
    CertificateProfile.signature(structure, signed);
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(der.toArray());
      RevocationList list = new RevocationList((X509CRL) CRLS.generateCRL(in));
      KNOWN.put(der, list);
      return list;
    } catch (CRLException e) {
      throw new MalformedInput(structure, -1, "not a CRL: " + e.getMessage());
    }
  }

  /** Reads one CRL in DER, or one or more in PEM. */
  public static List<RevocationList> parseAll(String structure, Bytes derOrPem)
      throws MalformedInput {
    if (!derOrPem.isEmpty() && derOrPem.u8(0) == DerReader.SEQUENCE) {
      return List.of(parse(structure, derOrPem));
    }
    List<RevocationList> out = new ArrayList<>();
    for (Bytes block : Pem.blocks(structure, "X509 CRL", derOrPem)) {
      out.add(parse(structure, block));
    }
    if (out.isEmpty()) {
      throw new MalformedInput(structure, 0, "a CRL expected, in DER or PEM");
    }
    return out;
  }

  /** Whether a certificate says where its revocation is published: a CRL or a responder. */
  public static boolean isPublishedFor(X509Certificate certificate) {
    return RevocationPointer.in(certificate);
  }

  /**
   * Whether the issuer's name and key made it, the issuer may sign CRLs (section 6.3.3 (f)), and it
   * is a complete list with no critical extension that is not understood.
   */
  public boolean issuedBy(Crypto crypto, X509Certificate issuer) {
    boolean[] usage = issuer.getKeyUsage();
    return names(issuer)
        && (usage == null || usage[6])
        && limit.isEmpty()
        && signedBy(crypto, issuer.getPublicKey());
  }

  /** Whether it has the issuer's name, whoever made it. */
  public boolean names(X509Certificate issuer) {
    return crl.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
  }

  /** The name of its issuer, for messages. */
  public String issuer() {
    return CertificatePath.name(crl.getIssuerX500Principal());
  }

  /** Why it is no complete list, in words that follow its name; empty if it is one. */
  public Optional<String> limit() {
    return limit;
  }

  /** Why an issuer did not make it, for messages, where {@link #issuedBy} says so. */
  public String whyNotOf(X509Certificate issuer) {
    return limit
        .map(l -> "the CRL " + l)
        .orElseGet(() -> "not issued by " + CertificatePath.name(issuer));
  }

  /** Whether this key made it. */
  public boolean signedBy(Crypto crypto, PublicKey key) {
    return crypto.signed(crl, key);
  }

  public Instant thisUpdate() {
    return crl.getThisUpdate().toInstant();
  }

  /** Empty where the list never says when the next one comes; such a list is not fresh. */
  public Optional<Instant> nextUpdate() {
    Date next = crl.getNextUpdate();
    return next == null ? Optional.empty() : Optional.of(next.toInstant());
  }

  /** Whether the time lies between thisUpdate and nextUpdate, both included. */
  public boolean freshAt(Instant at) {
    return !at.isBefore(thisUpdate()) && nextUpdate().filter(n -> !at.isAfter(n)).isPresent();
  }

  /** Since when the certificate is revoked; empty if it is not on the list. */
  public Optional<Instant> revokedSince(X509Certificate certificate) {
    X509CRLEntry entry = crl.getRevokedCertificate(certificate.getSerialNumber());
    return entry == null ? Optional.empty() : Optional.of(entry.getRevocationDate().toInstant());
  }
}
