package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/** Signs deterministically (ECDSA by RFC 6979, RSA by PKCS #1), so that lab evidence repeats. */
public final class LabSigner implements ContentSigner {

  private static final Provider BC = new BouncyCastleProvider();

  private final PrivateKey key;
  private final HashAlgorithm hash;
  private final LabMemory memory;
  private final String place;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();

  private LabSigner(PrivateKey key, HashAlgorithm hash, LabMemory memory, String place) {
    this.key = key;
    this.hash = hash;
    this.memory = memory;
    this.place = place;
  }

  static LabSigner of(PrivateKey key, HashAlgorithm hash) {
    return new LabSigner(key, hash, LabMemory.NONE, "");
  }

  /** The same, of which a memory keeps the newest signature in a place. */
  LabSigner keptBy(LabMemory keeper, String where) {
    return new LabSigner(key, hash, keeper, where);
  }

  /** The signature over a message; ECDSA as DER. */
  public static Bytes sign(PrivateKey key, HashAlgorithm hash, Bytes message) {
    String family = key.getAlgorithm().equals("RSA") ? "RSA" : "ECDDSA";
    try {
      Signature s = Signature.getInstance(hash.name() + "with" + family, BC);
      s.initSign(key);
      s.update(message.toArray());
      return Bytes.of(s.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a lab key cannot sign", e);
    }
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    String family = key.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
    return new DefaultSignatureAlgorithmIdentifierFinder().find(hash.name() + "with" + family);
  }

  @Override
  public OutputStream getOutputStream() {
    return message;
  }

  @Override
  public byte[] getSignature() {
    return sign(Bytes.of(message.toByteArray())).toArray();
  }

  /** The signature over a message, kept. */
  Bytes sign(Bytes whole) {
    return memory.signature(place, key, whole, () -> sign(key, hash, whole));
  }

  /** RSASSA-PSS, with a salt that follows from the message. */
  static Bytes pss(PrivateKey key, HashAlgorithm hash, Bytes message) {
    try {
      Signature s = Signature.getInstance(hash.name() + "withRSAandMGF1", BC);
      s.initSign(key, LabRandom.of(message, "PSS salt"));
      s.update(message.toArray());
      return Bytes.of(s.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Bouncy Castle has RSASSA-PSS", e);
    }
  }
}
