package dev.attestry.chain;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSignature;
import dev.attestry.crypto.MlDsa44;
import dev.attestry.crypto.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;

/** How one type of key signs a note. */
interface NoteVerifier {

  boolean verifies(Crypto crypto, Bytes text, Bytes signature);

  static NoteVerifier ed25519(PublicKey key) {
    return (crypto, text, signature) ->
        crypto.verifies(SignatureAlgorithm.ED25519, key, signature, text);
  }

  /** DER in its one form: providers accept more, and another reader would then disagree. */
  static NoteVerifier ecdsa(PublicKey key) {
    return (crypto, text, signature) ->
        EcdsaSignature.isDer(signature)
            && crypto.verifies(SignatureAlgorithm.ECDSA_SHA256, key, signature, text);
  }

  /** tlog-cosignature: 8 bytes of time in front; the time and the whole text are signed. */
  static NoteVerifier ed25519Cosignature(PublicKey key) {
    return (crypto, text, signature) -> {
      if (signature.length() != 8 + 64 || time(signature) < 0) {
        return false;
      }
      String header = "cosignature/v1\ntime " + time(signature) + "\n";
      return crypto.verifies(
          SignatureAlgorithm.ED25519,
          key,
          signature.slice(8, signature.length()),
          Bytes.concat(Bytes.utf8(header), text));
    };
  }

  /**
   * tlog-cosignature: signs names, time, size and root, but no extension lines; a checkpoint that
   * has some is refused, so that a signature never seems to cover what it does not.
   */
  static NoteVerifier mlDsaCosignature(String name, MlDsa44 key) {
    return (crypto, text, signature) -> {
      if (signature.length() != 8 + MlDsa44.SIGNATURE_LENGTH || time(signature) < 0) {
        return false;
      }
      try {
        Checkpoint c = Checkpoint.parse(text);
        return c.extension().isEmpty()
            && key.verifies(
                subtreeMessage(name, c, time(signature)), signature.slice(8, signature.length()));
      } catch (MalformedInput e) {
        return false; // this type signs checkpoints only
      }
    };
  }

  /** {@code "subtree/v1\n\0" ‖ cosigner ‖ time ‖ origin ‖ start ‖ end ‖ root}. */
  static Bytes subtreeMessage(String cosigner, Checkpoint c, long time) throws MalformedInput {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII));
    prefixed(out, cosigner);
    out.writeBytes(ByteBuffer.allocate(8).putLong(time).array());
    prefixed(out, c.origin());
    out.writeBytes(ByteBuffer.allocate(16).putLong(0).putLong(c.size()).array());
    out.writeBytes(c.root().toArray());
    return Bytes.of(out.toByteArray());
  }

  private static void prefixed(ByteArrayOutputStream out, String s) throws MalformedInput {
    byte[] b = s.getBytes(StandardCharsets.UTF_8);
    if (b.length > 255) {
      throw new MalformedInput("cosignature", -1, "names have at most 255 bytes");
    }
    out.write(b.length);
    out.writeBytes(b);
  }

  /** Seconds; at most 2^63-1, so negative means refused. */
  private static long time(Bytes signature) {
    try {
      return ByteReader.of("cosignature", signature).u64be();
    } catch (MalformedInput e) {
      return -1;
    }
  }
}
