package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** An attestation key in a TPM's own wire forms: RSA, or ECC on P-256; with SHA-256. */
final class TpmKey {

  private static final int SHA256 = 0x000b;

  private final LabIdentity key;

  TpmKey(LabIdentity key) {
    this.key = key;
  }

  /** TPMT_SIGNATURE: RSASSA or ECDSA. */
  Bytes signature(Bytes message) {
    Bytes s = key.sign(HashAlgorithm.SHA256, message);
    LabBytes out = new LabBytes();
    if (key.keys().getPublic() instanceof RSAPublicKey) {
      return out.be(2, 0x0014).be(2, SHA256).sized(s).bytes();
    }
    EcdsaPair p = EcdsaPair.of(s);
    return out.be(2, 0x0018)
        .be(2, SHA256)
        .sized(LabInteger.shortest(p.r()))
        .sized(LabInteger.shortest(p.s()))
        .bytes();
  }

  /** TPMT_PUBLIC, with attributes of the caller's choice. */
  Bytes tpmPublic(long attributes) {
    boolean rsa = key.keys().getPublic() instanceof RSAPublicKey;
    LabBytes out = new LabBytes().be(2, rsa ? 0x0001 : 0x0023).be(2, SHA256).be(4, attributes);
    out.sized(Bytes.EMPTY); // authPolicy
    out.be(2, 0x0010); // symmetric: none
    out.be(2, rsa ? 0x0014 : 0x0018).be(2, SHA256); // scheme
    if (key.keys().getPublic() instanceof RSAPublicKey k) {
      Bytes n = LabInteger.shortest(k.getModulus());
      return out.be(2, 8L * n.length()).be(4, 0).sized(n).bytes();
    }
    ECPublicKey k = (ECPublicKey) key.keys().getPublic();
    out.be(2, 0x0003).be(2, 0x0010); // NIST P-256, no kdf
    return out.sized(LabInteger.shortest(k.getW().getAffineX()))
        .sized(LabInteger.shortest(k.getW().getAffineY()))
        .bytes();
  }
}
