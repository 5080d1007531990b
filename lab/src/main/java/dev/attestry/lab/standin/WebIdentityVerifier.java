package dev.attestry.lab.standin;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.JwkSet;
import dev.attestry.lab.standin.WebIdentityRefusal.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies web identity tokens as the token services of the clouds must: no stand-in of one looks
 * at a token's signature. Used once for each token.
 */
public final class WebIdentityVerifier {

  /** How far the clocks of issuer and judge may differ; never to make an old token last longer. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** Azure's live a day, Google's and AWS's an hour. */
  private static final Duration LONGEST = Duration.ofHours(25);

  private final WebIdentityTrust trust;
  private final List<WebIdentityRefusal> refusals = new ArrayList<>();

  private WebIdentityVerifier(WebIdentityTrust trust) {
    this.trust = trust;
  }

  /**
   * All that is wrong with a token; empty where it is to be trusted.
   *
   * @param keys the pinned issuer's JWK Set, fetched from where it publishes it, never from where a
   *     token points
   */
  public static List<WebIdentityRefusal> refusals(
      Bytes token, WebIdentityTrust trust, Bytes keys, Instant now) {
    WebIdentityVerifier v = new WebIdentityVerifier(trust);
    try {
      WebIdentityToken t = WebIdentityToken.parse(token);
      v.signed(t, JwkSet.parse("keys of the issuer", keys));
      v.timely(t, now);
      v.ours(t);
    } catch (MalformedInput e) {
      v.refuse(Check.MALFORMED, String.valueOf(e.getMessage()));
    }
    return List.copyOf(v.refusals);
  }

  private void signed(WebIdentityToken t, JwkSet keys) {
    require(
        Check.ALGORITHM,
        "RS256".equals(t.jws().header().path("alg").textValue()),
        "RS256 expected, another algorithm or none found");
    require(
        Check.EXTENSION, !t.jws().demandsExtension(), "an extension must be understood, none is");
    List<JwkSet.Jwk> named = t.kid().map(keys::named).orElse(List.of());
    Optional<JwkSet.Jwk> key =
        named.size() == 1
            ? Optional.of(named.get(0))
                .filter(k -> k.alg().filter(a -> !a.equals("RS256")).isEmpty())
            : Optional.empty();
    require(Check.KEY, key.isPresent(), "the issuer has not one key of this id for RS256");
    // Without its key a token is not asked for more: the key is what was refused.
    key.ifPresent(
        k ->
            require(
                Check.SIGNATURE,
                t.jws().verifiesRs256(Crypto.jdk(), k.key()),
                "does not hold under the issuer's key"));
  }

  private void timely(WebIdentityToken t, Instant now) {
    Instant from = t.times().from();
    Instant issued = t.times().issued();
    Instant until = t.times().until();
    require(
        Check.NOT_YET,
        !now.isBefore(from.minus(SKEW)) && !now.isBefore(issued.minus(SKEW)),
        "good from " + from + ", issued " + issued + ", judged at " + now);
    require(Check.EXPIRED, now.isBefore(until), "good until " + until + ", judged at " + now);
    require(
        Check.LIFE,
        Duration.between(issued, until).compareTo(LONGEST) <= 0,
        "a life of at most " + LONGEST.toHours() + " h expected, " + issued + " to " + until);
  }

  private void ours(WebIdentityToken t) {
    require(Check.ISSUER, trust.issuer().equals(t.issuer()), "another issuer than the pinned one");
    require(
        Check.AUDIENCE,
        List.of(trust.audience()).equals(t.audience()),
        "made for another audience, or for others as well");
    require(Check.SUBJECT, trust.subject().equals(t.subject()), "about another subject");
  }

  private void require(Check check, boolean holds, String otherwise) {
    if (!holds) {
      refuse(check, otherwise);
    }
  }

  private void refuse(Check check, String text) {
    refusals.add(new WebIdentityRefusal(check, text));
  }
}
