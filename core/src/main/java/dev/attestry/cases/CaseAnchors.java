package dev.attestry.cases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.Pem;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The anchors a case brings beside the built-in ones. Only these roles are ever trusted; chains,
 * bundles and vendor certificates that lie beside evidence are not.
 */
final class CaseAnchors {

  private static final Set<String> ROLES =
      Set.of(
          "trusted_root",
          "root",
          "ca",
          "key",
          "mac_key",
          "jwks",
          "x509",
          "cpak",
          "certificate",
          "ak_public",
          "ak_tpm_public");
  private static final Set<String> CERTIFICATE_ROLES =
      Set.of("trusted_root", "root", "ca", "x509", "certificate");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  private final List<TrustAnchor> brought = new ArrayList<>();
  private boolean onlyTheCase;

  private CaseAnchors() {}

  static CaseAnchors of(ObjectNode json) throws MalformedInput {
    CaseAnchors a = new CaseAnchors();
    if (json.hasNonNull("trusted_root_sha256")) {
      String sha256 = json.get("trusted_root_sha256").asText();
      if (!SHA256.matcher(sha256).matches()) {
        throw new MalformedInput(
            "case file", -1, "\"trusted_root_sha256\" must be 64 hexadecimal digits");
      }
      a.pin("trusted_root_sha256", Bytes.ofHex(sha256));
      a.onlyTheCase = true;
    }
    return a;
  }

  /** Takes an anchor from a file, if its role is one that is trusted. */
  void offer(String role, Bytes bytes) {
    if (role.equals("ak_chain")) {
      selfSignedEnd(bytes);
      return;
    }
    if (!ROLES.contains(role)) {
      return;
    }
    brought.add(new TrustAnchor.Material(TrustAnchor.ANY, role, bytes, source(role)));
    if (CERTIFICATE_ROLES.contains(role)) {
      for (X509Certificate c : certificates(bytes)) {
        pin(role, CertificatePath.fingerprint(c));
      }
    }
    // A case that names its root trusts that root instead of the vendor's.
    onlyTheCase |= role.equals("trusted_root");
  }

  TrustAnchors anchors() {
    return onlyTheCase ? TrustAnchors.of(brought) : TrustAnchors.builtIn().plus(brought);
  }

  private void selfSignedEnd(Bytes chain) {
    List<X509Certificate> certificates = certificates(chain);
    if (!certificates.isEmpty()) {
      X509Certificate end = certificates.get(certificates.size() - 1);
      if (end.getSubjectX500Principal().equals(end.getIssuerX500Principal())) {
        pin("ak_chain", CertificatePath.fingerprint(end));
      }
    }
  }

  private void pin(String role, Bytes sha256) {
    brought.add(new TrustAnchor.PinnedCertificate(TrustAnchor.ANY, role, sha256, source(role)));
  }

  private static String source(String role) {
    return "given with the case as " + role;
  }

  /** What cannot be read as certificates anchors nothing; the scheme says so where it matters. */
  private static List<X509Certificate> certificates(Bytes bytes) {
    try {
      return Pem.certificates("anchor", bytes);
    } catch (MalformedInput e) {
      return List.of();
    }
  }
}
