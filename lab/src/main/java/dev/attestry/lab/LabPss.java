package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * RSASSA-PSS with SHA-384, as AMD signs: a salt of 48 bytes that follows from the key, so that
 * certificates repeat. By the JDK, which does not test a lab's modulus for factors first.
 */
final class LabPss implements ContentSigner {

  private static final int SALT = 48;

  private final KeyPair keys;
  private final LabMemory memory;
  private final String place;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();

  /**
   * @param place where the memory keeps the newest signature
   */
  LabPss(KeyPair keys, LabMemory memory, String place) {
    this.keys = keys;
    this.memory = memory;
    this.place = place;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return new DefaultSignatureAlgorithmIdentifierFinder().find("SHA384withRSAandMGF1");
  }

  @Override
  public OutputStream getOutputStream() {
    return message;
  }

  @Override
  public byte[] getSignature() {
    byte[] m = message.toByteArray();
    return memory
        .signature(place, keys.getPrivate(), Bytes.of(m), () -> Bytes.of(sign(m)))
        .toArray();
  }

  private byte[] sign(byte[] m) {
    try {
      Signature s = Signature.getInstance("RSASSA-PSS");
      s.setParameter(new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, SALT, 1));
      s.initSign(
          keys.getPrivate(), LabRandom.of(Bytes.of(keys.getPublic().getEncoded()), "PSS salt"));
      s.update(m);
      return s.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has RSASSA-PSS", e);
    }
  }
}
