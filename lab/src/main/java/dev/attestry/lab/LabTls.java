package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * What ends TLS in front of a guest on the loopback.
 *
 * @param authority certificate of the CA that issued the server's, in PEM
 */
public record LabTls(Bytes authority, SSLContext server) {

  private static final Duration DAY = Duration.ofDays(1);

  /** A server with a certificate for 127.0.0.1. */
  public static LabTls of(LabPki pki, Instant around) {
    LabIdentity ca = pki.root("O=Attestry LAB,CN=LAB guest CA", LabKeyType.P256);
    String name = "O=Attestry LAB,CN=guest";
    LabIdentity leaf =
        pki.certificate(name, pki.key(name, LabKeyType.P256))
            .valid(around.minus(DAY), around.plus(DAY))
            .extension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
            .under(ca);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = {leaf.x509()};
      store.setKeyEntry("guest", leaf.keys().getPrivate(), new char[0], chain);
      KeyManagerFactory f = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      f.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(f.getKeyManagers(), null, null);
      return new LabTls(LabPem.of(ca), context);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK speaks TLS", e);
    }
  }
}
