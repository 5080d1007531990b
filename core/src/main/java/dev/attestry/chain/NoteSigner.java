package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;

/** A key that signs notes under its name: owners, commit and policy keys. */
public final class NoteSigner {

  private final VerifierKey key;
  private final Signer signer;

  private NoteSigner(VerifierKey key, Signer signer) {
    this.key = key;
    this.signer = signer;
  }

  /** Signs with type 0x02 (ECDSA) under this name. */
  public static NoteSigner of(String name, Signer signer) {
    try {
      return new NoteSigner(
          VerifierKey.of(name, VerifierKey.Type.ECDSA, signer.publicKey()), signer);
    } catch (MalformedInput e) {
      throw new IllegalArgumentException("not the name or key of a note signer", e);
    }
  }

  /** What verifies its signatures. */
  public VerifierKey key() {
    return key;
  }

  /** The signature line over a text. */
  public SignedNote.Line line(Bytes text) throws IOException {
    return new SignedNote.Line(key.name(), key.id(), signer.sign(text));
  }
}
