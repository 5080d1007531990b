package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509v2CRLBuilder;

/** Revocation lists of a lab's authorities. */
public final class LabCrl {

  private LabCrl() {}

  /** A CRL of an issuer that names these serial numbers, revoked since these times. */
  public static Bytes of(
      LabIdentity issuer, Instant thisUpdate, Instant nextUpdate, Map<BigInteger, Instant> since) {
    X509v2CRLBuilder b = begun(issuer, thisUpdate, nextUpdate);
    since.forEach((n, at) -> b.addCRLEntry(n, Date.from(at), CRLReason.keyCompromise));
    return signed(b, issuer);
  }

  /** A CRL in the making, for tests of what no careful CA writes into one. */
  static X509v2CRLBuilder begun(LabIdentity issuer, Instant thisUpdate, Instant nextUpdate) {
    X509v2CRLBuilder b =
        new X509v2CRLBuilder(
            X500Name.getInstance(issuer.x509().getSubjectX500Principal().getEncoded()),
            Date.from(thisUpdate));
    return b.setNextUpdate(Date.from(nextUpdate));
  }

  static Bytes signed(X509v2CRLBuilder b, LabIdentity issuer) {
    try {
      return Bytes.of(b.build(issuer.signer("list", HashAlgorithm.SHA384)).getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("a CRL that has no encoding", e);
    }
  }
}
