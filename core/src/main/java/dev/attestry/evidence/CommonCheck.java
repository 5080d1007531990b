package dev.attestry.evidence;

import java.util.List;
import java.util.stream.Stream;

/**
 * The steps that formats share. They carry one id whatever the format, so that a reader (and a rule
 * about findings) need not know each format's name for the same question.
 */
public enum CommonCheck implements TableCheck {
  /** Every part that was given can be read to its end. */
  MALFORMED("evidence.malformed", "the format's own text", Need.GENUINENESS),
  /** It is evidence of the kind that was asked for, not a genuine thing of another kind. */
  KIND("evidence.kind", "RFC 9334 §8.1", Need.GENUINENESS),
  /** It answers our challenge. */
  NONCE("evidence.nonce", "RFC 9334 §10.2", Need.FULL),
  /** Every certificate can be read. */
  CERTIFICATE_MALFORMED("certificate.malformed", "RFC 5280 §4.1", Need.GENUINENESS),
  /** Each certificate is signed by the next and names it. */
  CERTIFICATE_CHAIN("certificate.chain", "RFC 5280 §6.1.3 (a)", Need.GENUINENESS),
  /** Issuers are CAs that may sign, and every critical extension is understood. */
  CERTIFICATE_CONSTRAINTS("certificate.constraints", "RFC 5280 §6.1.4", Need.GENUINENESS),
  /** All are valid at the time of judgement. */
  CERTIFICATE_VALIDITY("certificate.validity", "RFC 5280 §6.1.3 (a)(2)", Need.FULL),
  /** The path ends in a pinned certificate or key. */
  TRUSTED_ROOT("certificate.trusted-root", "RFC 5280 §6.1.1 (d)", Need.GENUINENESS),
  /** Every CRL that was given is complete, of a CA of the path, and good at that time. */
  CRL("certificate.crl", "RFC 5280 §6.3.3 (a), (b), (f), (g)", Need.FULL),
  /** None is revoked at the time of judgement. */
  CERTIFICATE_REVOCATION("certificate.revocation", "RFC 5280 §6.3.3 (j)", Need.FULL),
  /** The signature over what counts was made by the key that is to have made it. */
  SIGNATURE("evidence.signature", "the format's own text", Need.GENUINENESS),
  /** A token's algorithm is the one that its format has, not the one that its header asks for. */
  TOKEN_ALGORITHM("token.algorithm", "RFC 8725 §3.1", Need.GENUINENESS),
  /** The key that the header names is one of the trusted set, and only one. */
  TOKEN_KEY("token.key", "RFC 7517 §4.5; RFC 8725 §3.10", Need.GENUINENESS),
  /** The token is of the issuer that was configured. */
  TOKEN_ISSUER("token.issuer", "RFC 7519 §4.1.1; RFC 8725 §3.8", Need.FULL),
  /** The token was made for us. */
  TOKEN_AUDIENCE("token.audience", "RFC 7519 §4.1.3; RFC 8725 §3.9", Need.FULL),
  /** The time of judgement lies in the token's life. */
  TOKEN_VALIDITY("token.validity", "RFC 7519 §4.1.4 to §4.1.6", Need.FULL),
  /** Whoever answered holds the key that the evidence names; a token without one is a bearer's. */
  KEY_CONFIRMATION("evidence.key-confirmation", "RFC 7800 §3.1; RFC 9334 §12.3", Need.DETAIL);

  private final Row row;

  CommonCheck(String id, String clause, Need need) {
    this.row = new Row(id, clause, need);
  }

  /** The checks of a scheme: those of these that it makes, and its own. */
  public static List<Check> with(List<CommonCheck> shared, Check... own) {
    return Stream.<Check>concat(shared.stream(), Stream.of(own)).toList();
  }

  /** Records that a challenge cannot be answered: left open where one was made. */
  public static void unanswerable(Findings findings, VerificationInput input, String why) {
    if (input.expectedNonce().isPresent()) {
      findings.skip(NONCE, why);
    } else {
      findings.notApplicable(NONCE, why);
    }
  }

  /** Records that nothing in evidence alone shows who holds the key that it names, if any. */
  public static void unconfirmed(Findings findings, boolean namesKey) {
    if (namesKey) {
      findings.skip(
          KEY_CONFIRMATION,
          "it names a key, and nothing by that key answered a challenge: not shown");
    } else {
      findings.notApplicable(
          KEY_CONFIRMATION, "it names no key: a bearer token, good for whoever holds it");
    }
  }

  @Override
  public Row row() {
    return row;
  }
}
