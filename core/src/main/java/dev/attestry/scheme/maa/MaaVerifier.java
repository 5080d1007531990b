package dev.attestry.scheme.maa;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.JwkSet;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.KeySet;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Verifies one token. Used once. */
final class MaaVerifier {

  static final String PURPOSE = "azure-maa";

  /** A token lives eight hours; none lives longer than a day. */
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);

  /** RFC 7515 members that would make a verifier take a key or a meaning from the token itself. */
  private static final List<String> REFUSED =
      List.of("crit", "jwk", "x5c", "x5u", "b64", "zip", "enc", "p2c");

  private static final Pattern ORIGIN = Pattern.compile("https://[a-z0-9.-]{1,253}");

  private final VerificationInput input;
  private final Findings findings;

  MaaVerifier(Maa scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    return findings.ofPart(evidence, "token", this::judge);
  }

  private Verification judge(Bytes bytes) throws MalformedInput {
    MaaToken token = MaaToken.parse(bytes);
    findings.pass(CommonCheck.MALFORMED, "a JWS with the claims of a token");
    header(token);
    issuer(token);
    Optional<SigningKey> key = key(token);
    Optional<MaaClaims.KeyHome> home = key.map(k -> KeyEnclave.judge(findings, k, input));
    key.ifPresent(k -> signature(token, k));
    kind(token);
    token.times().judge(findings, input.time(), LONGEST_LIFE);
    policy(token);
    nonce(token);
    CommonCheck.unconfirmed(findings, MaaClaims.namesKey(token));
    return findings.conclude(
        findings.anyFailed() || home.isEmpty()
            ? MaaClaims.unverified(token)
            : MaaClaims.of(token, home.get()));
  }

  /** {@code alg: none} is a real answer of the service, to a request with a draft policy. */
  private void header(MaaToken token) {
    findings.require(
        CommonCheck.TOKEN_ALGORITHM,
        "RS256".equals(token.jws().header().path("alg").textValue()),
        "RS256",
        "RS256 expected, another algorithm or none found");
    List<String> found = REFUSED.stream().filter(token.jws().header()::has).toList();
    findings.require(
        MaaCheck.HEADER,
        found.isEmpty(),
        "names its key and brings none",
        "the header must not have " + found);
  }

  /** One key signs for all providers of a region: who issued it says whose policy was applied. */
  private void issuer(MaaToken token) {
    boolean own =
        ORIGIN.matcher(token.issuer()).matches()
            && token.jku().filter((token.issuer() + "/certs")::equals).isPresent();
    findings.require(
        MaaCheck.JKU,
        own,
        "jku is the issuer's own set of keys",
        "jku must be the issuer, an https origin, and /certs");
    Optional<String> expected =
        Optional.ofNullable(input.stated().path("expected_issuer").textValue());
    if (expected.isEmpty()) {
      findings.skip(
          CommonCheck.TOKEN_ISSUER,
          "no expected_issuer was stated: any tenant of the region could have issued it");
      return;
    }
    findings.require(
        CommonCheck.TOKEN_ISSUER,
        expected.get().equals(token.issuer()),
        "the configured provider",
        "the token is of another provider than the configured one");
  }

  /** The key of this id, from a set that we were given; never from where a token points. */
  private Optional<SigningKey> key(MaaToken token) throws MalformedInput {
    findings.notApplicable(
        CommonCheck.CERTIFICATE_REVOCATION,
        "no path of certificates: an issuer takes a key back by leaving it out of its set");
    List<JwkSet.Jwk> found = new ArrayList<>();
    List<KeySet> sets = KeySet.of(findings, input, PURPOSE, token.issuer());
    for (KeySet set : sets) {
      found.addAll(JwkSet.parse("JWK set", set.bytes()).named(token.kid().orElse("")));
    }
    if (found.isEmpty()) {
      findings.skip(
          CommonCheck.TOKEN_KEY,
          sets.isEmpty()
              ? "no JWK set of a trusted issuer was given"
              : "no key of the given sets has this kid");
      return Optional.empty();
    }
    if (found.stream().map(JwkSet.Jwk::key).distinct().count() > 1) {
      findings.fail(CommonCheck.TOKEN_KEY, "several keys have this kid");
      return Optional.empty();
    }
    findings.pass(CommonCheck.TOKEN_KEY, "the key of this kid, " + sets.get(0).source());
    SigningKey key = SigningKey.of(found.get(0));
    findings.require(
        MaaCheck.KEY_ID,
        token.kid().filter(key.kid()::equals).isPresent(),
        "kid is the hash of the key",
        "kid is not the hash of the key that stands under it");
    return Optional.of(key);
  }

  private void signature(MaaToken token, SigningKey key) {
    findings.require(
        CommonCheck.SIGNATURE,
        token.jws().verifiesRs256(input.crypto(), key.key()),
        "holds under the key",
        "does not hold under the key");
  }

  /** The same key signs what the service answers about policies. */
  private void kind(MaaToken token) {
    if (token.type().isEmpty()) {
      findings.fail(
          CommonCheck.KIND,
          token.claims().has("x-ms-policy") || token.claims().has("x-ms-policy-result")
              ? "an attestation result expected, an answer about a policy found"
              : "an attestation result expected, x-ms-attestation-type is missing");
    } else if (AttestationType.of(token.type().get()).isEmpty()) {
      findings.skip(CommonCheck.KIND, "an attestation type that is not known here");
    } else {
      findings.pass(CommonCheck.KIND, "attestation result of type " + token.type().get());
    }
  }

  private void policy(MaaToken token) {
    if (token.policyHash().isPresent()) {
      findings.pass(MaaCheck.POLICY_HASH, "appraised under " + token.policyHash().get());
    } else {
      findings.skip(MaaCheck.POLICY_HASH, "the token does not say which policy was applied");
    }
  }

  private void nonce(MaaToken token) {
    if (input.expectedNonce().isEmpty()) {
      findings.skip(CommonCheck.NONCE, "no expected nonce was given");
      return;
    }
    Bytes expected = input.expectedNonce().get();
    Optional<MaaToken.Nonce> ours =
        token.nonces().stream()
            .filter(n -> n.value().equals(expected) || n.value().equals(Bytes.utf8(expected.hex())))
            .findFirst();
    findings.require(
        CommonCheck.NONCE,
        ours.isPresent(),
        ours.map(n -> "our challenge stands in " + n.slot()).orElse(""),
        "our challenge stands in none of the token's nonces (" + token.nonces().size() + " found)");
  }
}
