package dev.attestry.lab.standin;

import dev.attestry.lab.LabCertificate;
import dev.attestry.lab.LabIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * TLS with a throw-away certificate for 127.0.0.1.
 *
 * @param server has the certificate
 * @param client trusts it, and nothing else
 */
record LoopbackTls(LabIdentity identity, SSLContext server, SSLContext client) {

  private static final char[] NONE = {};

  static LoopbackTls make() {
    try {
      KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
      g.initialize(new ECGenParameterSpec("secp256r1"));
      LabIdentity identity =
          LabCertificate.of("CN=fake of a lab", g.generateKeyPair())
              .extension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
              .selfSigned();
      return new LoopbackTls(identity, server(identity), client(identity));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK makes no TLS", e);
    }
  }

  /** Writes certificate and key in PEM, for a server that is a process of its own. */
  Pem pem(Path folder) throws IOException {
    Pem pem = new Pem(folder.resolve("loopback.pem"), folder.resolve("loopback.key"));
    Files.writeString(pem.certificate, pem("CERTIFICATE", identity.certificate().toArray()));
    Files.writeString(pem.key, pem("PRIVATE KEY", identity.keys().getPrivate().getEncoded()));
    return pem;
  }

  /** Files in PEM. */
  record Pem(Path certificate, Path key) {}

  private static String pem(String what, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
  }

  /** Writes what a JVM must trust to reach the server ({@code javax.net.ssl.trustStore}). */
  Path trustStore(Path folder) throws IOException {
    Path file = folder.resolve("loopback.jks");
    // Read without a password, which no other kind allows.
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore trusted = KeyStore.getInstance("JKS");
      trusted.load(null, NONE);
      trusted.setCertificateEntry("fake", identity.x509());
      trusted.store(out, NONE);
      return file;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK makes no trust store", e);
    }
  }

  private static SSLContext server(LabIdentity identity)
      throws GeneralSecurityException, IOException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, NONE);
    own.setKeyEntry(
        "fake", identity.keys().getPrivate(), NONE, new Certificate[] {identity.x509()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NONE);
    SSLContext c = SSLContext.getInstance("TLS");
    c.init(keys.getKeyManagers(), null, null);
    return c;
  }

  private static SSLContext client(LabIdentity identity)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, NONE);
    trusted.setCertificateEntry("fake", identity.x509());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext c = SSLContext.getInstance("TLS");
    c.init(null, trust.getTrustManagers(), null);
    return c;
  }
}
