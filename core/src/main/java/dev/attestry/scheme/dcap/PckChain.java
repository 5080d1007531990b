package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Pem;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates as Intel hands them out, put in order: leaf first, then issuer by issuer. */
final class PckChain {

  private static final int MAX = 8;

  private PckChain() {}

  /**
   * Follows the issuers' names, not the positions: one genuine chain has its root in the middle.
   */
  static CertificatePath read(String structure, Bytes pem) throws MalformedInput {
    List<X509Certificate> given = new ArrayList<>(Pem.certificates(structure, pem));
    if (given.size() > MAX) {
      throw new MalformedInput(structure, -1, "at most " + MAX + " certificates expected");
    }
    X509Certificate at =
        given.stream().filter(c -> c.getBasicConstraints() < 0).findFirst().orElse(given.get(0));
    List<X509Certificate> path = new ArrayList<>(List.of(at));
    given.remove(at);
    while (!given.isEmpty() && !at.getIssuerX500Principal().equals(at.getSubjectX500Principal())) {
      X509Certificate below = at;
      Optional<X509Certificate> issuer =
          given.stream()
              .filter(c -> c.getSubjectX500Principal().equals(below.getIssuerX500Principal()))
              .findFirst();
      // Where none has the issuer's name the next one stands in, and the path shows the break.
      at = issuer.orElse(given.get(0));
      path.add(at);
      given.remove(at);
    }
    return CertificatePath.of(path);
  }
}
