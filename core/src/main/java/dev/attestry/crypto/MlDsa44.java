package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** A public key of ML-DSA-44 (FIPS 204), checked by Bouncy Castle: the JDK has it from 24 on. */
public final class MlDsa44 {

  public static final int KEY_LENGTH = 1312;
  public static final int SIGNATURE_LENGTH = 2420;

  private final MLDSAPublicKeyParameters key;

  private MlDsa44(MLDSAPublicKeyParameters key) {
    this.key = key;
  }

  /** The key of these 1,312 bytes. */
  public static MlDsa44 of(String structure, Bytes key) throws MalformedInput {
    if (key.length() != KEY_LENGTH) {
      throw new MalformedInput(structure, -1, "an ML-DSA-44 key has 1,312 bytes");
    }
    return new MlDsa44(new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, key.toArray()));
  }

  /** Pure ML-DSA with an empty context (FIPS 204 section 5.3). */
  public boolean verifies(Bytes message, Bytes signature) {
    if (signature.length() != SIGNATURE_LENGTH) {
      return false;
    }
    MLDSASigner s = new MLDSASigner();
    s.init(false, key);
    s.update(message.toArray(), 0, message.length());
    return s.verifySignature(signature.toArray());
  }
}
