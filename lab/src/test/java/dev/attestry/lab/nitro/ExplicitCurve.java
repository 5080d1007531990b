package dev.attestry.lab.nitro;

import dev.attestry.codec.Bytes;
import dev.attestry.lab.LabIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Date;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate for a key on "P-384 with another generator": the generator is a CA's public point,
 * so the private key 1 belongs to that point.
 */
final class ExplicitCurve {

  private ExplicitCurve() {}

  static Bytes certificate() {
    LabIdentity issuer = NitroChains.ISSUER;
    X9ECParameters p384 = NISTNamedCurves.getByName("P-384");
    ECPoint generator = p384.getG().multiply(BigInteger.TWO);
    X9ECParameters bent =
        new X9ECParameters(
            p384.getCurve(), new X9ECPoint(generator, false), p384.getN(), p384.getH());
    SubjectPublicKeyInfo spki =
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, bent),
            generator.getEncoded(false));
    try {
      return Bytes.of(
          new X509v3CertificateBuilder(
                  new X500Name("CN=issuer"),
                  BigInteger.ONE,
                  Date.from(NitroLab.NOW.minusSeconds(60)),
                  Date.from(NitroLab.NOW.plusSeconds(60)),
                  new X500Name("CN=bent"),
                  spki)
              .build(
                  new JcaContentSignerBuilder("SHA384withECDSA").build(issuer.keys().getPrivate()))
              .getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("Bouncy Castle makes such certificates", e);
    }
  }
}
