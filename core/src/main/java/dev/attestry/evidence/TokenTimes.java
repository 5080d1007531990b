package dev.attestry.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.MalformedInput;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The life of a token (RFC 7519 section 4.1): when it was issued, from when and until when it may
 * be used.
 */
public record TokenTimes(Instant issued, Instant from, Instant until) {

  private static final long MAX_SECONDS = 253_402_300_799L; // 9999-12-31T23:59:59Z

  /** How far the clocks of issuer and judge may differ. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /**
   * Reads {@code iat}, {@code nbf} and {@code exp}: whole seconds, as all providers write them.
   * Where {@code nbf} is missing, a token is good from its issue.
   */
  public static TokenTimes read(String structure, ObjectNode claims) throws MalformedInput {
    Instant issued = seconds(structure, claims, "iat");
    return new TokenTimes(
        issued,
        claims.has("nbf") ? seconds(structure, claims, "nbf") : issued,
        seconds(structure, claims, "exp"));
  }

  /**
   * Judges them.
   *
   * @param longest the longest life that the issuer gives its tokens
   */
  public void judge(Findings findings, Optional<Instant> time, Duration longest) {
    String life = from + " to " + until;
    if (issued.isAfter(until)
        || from.isAfter(until)
        || Duration.between(issued, until).compareTo(longest) > 0) {
      findings.fail(
          CommonCheck.TOKEN_VALIDITY,
          "a life of at most " + longest.toHours() + " h expected, " + issued + " to " + until);
      return;
    }
    if (time.isEmpty()) {
      findings.skip(CommonCheck.TOKEN_VALIDITY, "no time of judgement was given");
      return;
    }
    Instant at = time.get();
    // RFC 7519 §4.1.4: on or after exp the token MUST NOT be accepted.
    boolean inside =
        !at.isBefore(from.minus(SKEW)) && !at.isBefore(issued.minus(SKEW)) && at.isBefore(until);
    findings.require(
        CommonCheck.TOKEN_VALIDITY,
        inside,
        "good from " + life,
        "good from " + life + ", issued " + issued + ", judged at " + at);
  }

  private static Instant seconds(String structure, ObjectNode claims, String name)
      throws MalformedInput {
    JsonNode n = claims.path(name);
    if (n.isIntegralNumber()
        && n.canConvertToLong()
        && n.longValue() >= 0
        && n.longValue() <= MAX_SECONDS) {
      return Instant.ofEpochSecond(n.longValue());
    }
    throw new MalformedInput(structure, -1, name + " must be whole seconds since 1970");
  }
}
