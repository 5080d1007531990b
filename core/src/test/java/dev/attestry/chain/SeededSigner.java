package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/** A P-256 key that follows from a text, and signs the same text with the same bytes (RFC 6979). */
final class SeededSigner implements Signer {

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

  private final BigInteger secret;
  private final Bytes publicKey;

  SeededSigner(String seed) {
    Bytes hash = HashAlgorithm.SHA256.digest(Bytes.utf8("attestry test key " + seed));
    this.secret = new BigInteger(1, hash.toArray()).mod(CURVE.getN());
    this.publicKey = spki(secret);
  }

  static NoteSigner note(String name) {
    return NoteSigner.of(name, new SeededSigner(name));
  }

  private static Bytes spki(BigInteger secret) {
    try {
      byte[] point = CURVE.getG().multiply(secret).normalize().getEncoded(false);
      AlgorithmIdentifier p256 =
          new AlgorithmIdentifier(
              X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
      return Bytes.of(new SubjectPublicKeyInfo(p256, point).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    ECDSASigner s = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    s.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
    BigInteger[] rs = s.generateSignature(HashAlgorithm.SHA256.digest(message).toArray());
    try {
      return EcdsaSignature.lowS(
          EcdsaSignature.der(Bytes.of(rs[0].toByteArray()), Bytes.of(rs[1].toByteArray())));
    } catch (MalformedInput e) {
      throw new IllegalStateException(e);
    }
  }
}
