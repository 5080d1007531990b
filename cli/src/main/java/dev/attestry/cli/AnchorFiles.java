package dev.attestry.cli;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Pem;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Anchors that the user names: a file, PEM with certificates or with one public key, or the https
 * origin of an issuer of tokens, whose published keys are then taken.
 */
final class AnchorFiles {

  private static final Pattern ISSUER = Pattern.compile("https://[a-z0-9.-]{1,253}");

  private AnchorFiles() {}

  static TrustAnchors withBuiltIn(Terminal terminal, List<String> files)
      throws IOException, MalformedInput {
    List<TrustAnchor> anchors = new ArrayList<>();
    for (String file : files) {
      if (ISSUER.matcher(file).matches()) {
        anchors.add(
            new TrustAnchor.Material(
                TrustAnchor.ANY, "issuer", Bytes.utf8(file), "given as --anchor " + file));
        continue;
      }
      anchors.addAll(read(file, Bytes.of(Files.readAllBytes(terminal.path(file)))));
    }
    return TrustAnchors.builtIn().plus(anchors);
  }

  private static List<TrustAnchor> read(String file, Bytes bytes) throws MalformedInput {
    String source = "given as --anchor " + file;
    List<TrustAnchor> anchors = new ArrayList<>();
    if (bytes.utf8().contains("-----BEGIN PUBLIC KEY-----")) {
      for (String role : List.of("ak_public", "key")) {
        anchors.add(new TrustAnchor.Material(TrustAnchor.ANY, role, bytes, source));
      }
      return anchors;
    }
    for (X509Certificate c : Pem.certificates("--anchor " + file, bytes)) {
      Bytes sha256 = CertificatePath.fingerprint(c);
      String name = CertificatePath.name(c);
      anchors.add(new TrustAnchor.PinnedCertificate(TrustAnchor.ANY, name, sha256, source));
    }
    anchors.add(new TrustAnchor.Material(TrustAnchor.ANY, "root", bytes, source));
    return anchors;
  }
}
