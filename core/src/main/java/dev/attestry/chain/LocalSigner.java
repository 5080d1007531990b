package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.EcdsaSigner;
import dev.attestry.crypto.Pem;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * A P-256 key in the memory of this process, for a chain on one machine and for tests. Its text
 * form is two PEM blocks; whoever keeps it decides where and with what permissions.
 */
public final class LocalSigner implements Signer {

  private static final String NAME = "key file";

  private final PrivateKey privateKey;
  private final Bytes publicKey;
  private final EcdsaSigner signer;

  private LocalSigner(PrivateKey privateKey, Bytes publicKey, SecureRandom random) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.signer = EcdsaSigner.of(Crypto.fastest(), privateKey, random);
  }

  /** A new key. */
  public static LocalSigner generate(SecureRandom random) {
    try {
      KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
      g.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair k = g.generateKeyPair();
      return new LocalSigner(k.getPrivate(), Bytes.of(k.getPublic().getEncoded()), random);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK makes no P-256 keys", e);
    }
  }

  /** Reads what {@link #toPem} writes; a pair that does not belong together is refused. */
  public static LocalSigner ofPem(Bytes pem, SecureRandom random) throws MalformedInput {
    List<Bytes> secret = Pem.blocks(NAME, "PRIVATE KEY", pem);
    List<Bytes> open = Pem.blocks(NAME, "PUBLIC KEY", pem);
    if (secret.size() != 1 || open.size() != 1) {
      throw new MalformedInput(NAME, -1, "one PRIVATE KEY and one PUBLIC KEY block expected");
    }
    PublicKey publicKey = Crypto.publicKey(NAME, open.getFirst());
    LocalSigner s = new LocalSigner(privateKey(secret.getFirst()), open.getFirst(), random);
    Bytes probe = Bytes.utf8("attestry: do the two halves belong together?");
    if (!(publicKey instanceof ECPublicKey)
        || !NoteVerifier.ecdsa(publicKey).verifies(Crypto.jdk(), probe, s.sign(probe))) {
      throw new MalformedInput(NAME, -1, "the two keys do not belong together");
    }
    return s;
  }

  private static PrivateKey privateKey(Bytes pkcs8) throws MalformedInput {
    try {
      PrivateKey k =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toArray()));
      if (k instanceof ECPrivateKey ec && ec.getParams().getOrder().bitLength() == 256) {
        return k;
      }
    } catch (GeneralSecurityException e) {
      throw new MalformedInput(NAME, -1, "not an EC private key in PKCS #8");
    }
    throw new MalformedInput(NAME, -1, "a P-256 key expected");
  }

  /** The private and the public key. */
  public Bytes toPem() {
    return Bytes.utf8(
        block("PRIVATE KEY", privateKey.getEncoded()) + block("PUBLIC KEY", publicKey.toArray()));
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    return signer.sign(message);
  }
}
