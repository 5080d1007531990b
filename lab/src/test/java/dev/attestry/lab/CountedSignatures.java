package dev.attestry.lab;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Counts the signatures that this thread checks with the JDK's providers: it stands before them.
 */
final class CountedSignatures {

  private static final String NAME = "Counted";
  private static final ThreadLocal<Integer> CHECKED = ThreadLocal.withInitial(() -> 0);

  private CountedSignatures() {}

  /** How many signatures the work checks. */
  static int of(Callable<?> work) throws Exception {
    Provider counted = new Counted();
    Security.insertProviderAt(counted, 1);
    try {
      CHECKED.set(0);
      work.call();
      return CHECKED.get();
    } finally {
      Security.removeProvider(NAME);
    }
  }

  private static final class Counted extends Provider {
    private static final long serialVersionUID = 1L;

    Counted() {
      super(NAME, "1", "counts");
      for (String hash : List.of("SHA256", "SHA384", "SHA512")) {
        putService(new Counting(this, hash + "withECDSA", "SunEC"));
        putService(new Counting(this, hash + "withRSA", "SunRsaSign"));
      }
      putService(new Counting(this, "RSASSA-PSS", "SunRsaSign"));
    }
  }

  private static final class Counting extends Provider.Service {
    private final String real;

    Counting(Provider provider, String algorithm, String real) {
      super(provider, "Signature", algorithm, "of " + real, null, null);
      this.real = real;
    }

    @Override
    public Object newInstance(Object parameter) {
      try {
        return new Spi(Signature.getInstance(getAlgorithm(), real));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the JDK has " + getAlgorithm(), e);
      }
    }
  }

  private static final class Spi extends SignatureSpi {
    private final Signature real;

    Spi(Signature real) {
      this.real = real;
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      real.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      real.initSign(key);
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      real.update(b);
    }

    @Override
    protected void engineUpdate(byte[] b, int from, int length) throws SignatureException {
      real.update(b, from, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return real.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      CHECKED.set(CHECKED.get() + 1);
      return real.verify(signature);
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters) {
      try {
        real.setParameter(parameters);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("parameters that the JDK does not take", e);
      }
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
