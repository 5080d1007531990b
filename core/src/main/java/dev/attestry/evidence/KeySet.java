package dev.attestry.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of keys (RFC 7517) that an issuer's tokens may be judged by. Either an anchor holds it in
 * full, or an anchor of the role {@code issuer} names who publishes it, and it was fetched from
 * there and came as collateral, so that it is archived with the entry: issuers drop old keys.
 *
 * @param source where it came from, in words for findings
 */
public record KeySet(Bytes bytes, String source) {

  /** Role of the collateral, and of anchors that hold a set in full. */
  public static final String ROLE = "jwks";

  private static final String ISSUER = "issuer";

  /** The sets for tokens of an issuer; a set that no anchor stands behind is none. */
  public static List<KeySet> of(
      Findings findings, VerificationInput input, String purpose, String issuer) {
    List<KeySet> sets = new ArrayList<>();
    for (TrustAnchor.Material m : input.anchors().material(purpose, ROLE)) {
      sets.add(new KeySet(m.bytes(), m.source()));
    }
    Bytes name = Bytes.utf8(issuer);
    boolean named =
        input.anchors().material(purpose, ISSUER).stream().anyMatch(m -> m.bytes().equals(name));
    for (Collateral.Item i : input.collateral().items()) {
      if (named && i.role().equals(ROLE)) {
        sets.add(new KeySet(i.bytes(), "fetched from " + issuer + ", SHA-256 " + i.sha256().hex()));
        findings.used(i);
      }
    }
    return sets;
  }
}
