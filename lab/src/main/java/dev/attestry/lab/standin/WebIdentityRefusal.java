package dev.attestry.lab.standin;

/**
 * What is wrong with a web identity token.
 *
 * @param text for people; nothing of a token that could be used stands in it
 */
public record WebIdentityRefusal(Check check, String text) {

  /** What is looked at, in this order. */
  public enum Check {
    /** A JWS in compact form, whose claims are a JSON object with those that are needed. */
    MALFORMED,
    /** RS256 and no other: the header has no say. RFC 8725 section 3.1. */
    ALGORITHM,
    /** No extension that must be understood. RFC 7515 section 4.1.11. */
    EXTENSION,
    /** RFC 7519 section 4.1.1. */
    ISSUER,
    /** One key of the issuer's set has the id. RFC 7517 section 4.5. */
    KEY,
    SIGNATURE,
    /** RFC 7519 sections 4.1.5 and 4.1.6. */
    NOT_YET,
    /** RFC 7519 section 4.1.4. */
    EXPIRED,
    /** Longer than any platform's tokens live. */
    LIFE,
    /** RFC 7519 section 4.1.3: for us, and for nobody else who could pass it on. */
    AUDIENCE,
    /** RFC 7519 section 4.1.2. */
    SUBJECT
  }
}
