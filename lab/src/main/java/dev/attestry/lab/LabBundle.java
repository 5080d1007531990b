package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.trust.Collateral;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * What AMD publishes for a chip of the lab, as a folder that somebody carries to a site without a
 * network: {@code bundle}, and beside it the lab's root as {@code root.pem}.
 */
public final class LabBundle {

  /** Where its three documents stand. */
  public static final String AMD = "kdsintf.amd.com/vcek/v1/Milan/";

  private LabBundle() {}

  /** Writes both; the bundle holds a chain, a list and the certificate of one chip. */
  public static void write(Path folder, Instant now) throws IOException {
    SnpPki pki =
        SnpPki.of(
            SnpProduct.MILAN,
            SnpPki.Keys.of(LabPki.named("bundle")),
            now.minus(Duration.ofDays(30)));
    SnpGuest guest = SnpGuest.launch(pki, 3, new SecureRandom());
    Collateral c = guest.collateral(now);
    String root = pem(bytes(c, "ark"));
    Path at = Files.createDirectories(folder.resolve("bundle").resolve(AMD));
    Files.writeString(folder.resolve("root.pem"), root);
    Files.writeString(at.resolve("cert_chain"), pem(bytes(c, "ask")) + root);
    Files.write(at.resolve("crl"), bytes(c, "crl").toArray());
    Files.write(
        at.resolve(guest.hardwareId().hex() + "?blSPL=03&snpSPL=08&teeSPL=00&ucodeSPL=115"),
        bytes(c, "vcek").toArray());
  }

  private static Bytes bytes(Collateral c, String role) {
    return c.get(role).orElseThrow().bytes();
  }

  private static String pem(Bytes certificate) {
    String lines =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.toArray());
    return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
  }
}
