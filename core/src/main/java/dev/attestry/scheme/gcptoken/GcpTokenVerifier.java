package dev.attestry.scheme.gcptoken;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.KeySet;
import dev.attestry.evidence.PathChecks;
import dev.attestry.evidence.RevocationChecks;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Verifies one token. Used once. */
final class GcpTokenVerifier {

  /** Google's tokens live an hour; none lives longer than a day. */
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);

  /** RFC 7515 members that would make a verifier take a key or a meaning from the token itself. */
  private static final List<String> REFUSED =
      List.of("crit", "jwk", "jku", "x5u", "b64", "zip", "enc", "p2c", "p2s", "epk");

  private final VerificationInput input;
  private final Findings findings;
  private boolean unrevocable = false;

  GcpTokenVerifier(GcpTokens scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Evidence evidence) {
    return findings.ofPart(evidence, "token", this::judge);
  }

  private Verification judge(Bytes bytes) throws MalformedInput {
    GcpToken token = GcpToken.parse(bytes);
    findings.pass(CommonCheck.MALFORMED, "a JWS with the claims of a token");
    Optional<TokenKind> kind = kind(token);
    header(token);
    kind.ifPresent(k -> issuer(token, k));
    Optional<String> keySource = kind.flatMap(k -> signed(token, k));
    token.times().judge(findings, input.time(), LONGEST_LIFE);
    kind.ifPresent(k -> readers(token, k));
    // No kind of Google token names a key that its holder could be asked to prove.
    CommonCheck.unconfirmed(findings, false);
    boolean vouched = keySource.isPresent() && !findings.anyFailed();
    return findings.conclude(
        evidenceClass(kind),
        GcpTokenClaims.of(token, kind, vouched ? keySource : Optional.empty(), unrevocable));
  }

  private static EvidenceClass evidenceClass(Optional<TokenKind> kind) {
    return kind.filter(TokenKind.INSTANCE_IDENTITY::equals).isPresent()
        ? EvidenceClass.A1
        : EvidenceClass.P1;
  }

  private Optional<TokenKind> kind(GcpToken token) {
    Optional<TokenKind> kind = TokenKind.of(token.claims());
    if (kind.isEmpty()) {
      findings.fail(
          CommonCheck.KIND, "neither an attestation nor the identity of an instance, but a token");
    } else if (kind.get() == TokenKind.PRE_RELEASE) {
      findings.skip(
          CommonCheck.KIND, "claims of the attestation verifier before its release, not judged");
    } else {
      findings.pass(CommonCheck.KIND, "a token of the kind " + kind.get().label());
    }
    return kind;
  }

  private void header(GcpToken token) {
    findings.require(
        CommonCheck.TOKEN_ALGORITHM,
        "RS256".equals(token.jws().header().path("alg").textValue()),
        "RS256",
        "RS256 expected, another algorithm or none found");
    List<String> found = REFUSED.stream().filter(token.jws().header()::has).toList();
    findings.require(
        GcpTokenCheck.HEADER,
        found.isEmpty(),
        "names its key or brings a path to a root",
        "the header must not have " + found);
  }

  /** Before any key: claims that look right under another issuer are worth nothing. */
  private void issuer(GcpToken token, TokenKind kind) {
    if (kind == TokenKind.PRE_RELEASE) {
      findings.skip(CommonCheck.TOKEN_ISSUER, "no issuer of such tokens is trusted");
      return;
    }
    findings.require(
        CommonCheck.TOKEN_ISSUER,
        kind.issuer().equals(token.issuer()),
        kind.issuer(),
        kind.issuer() + " expected, another issuer found");
  }

  /** Where the key came from, if there is one that was judged. */
  private Optional<String> signed(GcpToken token, TokenKind kind) {
    if (kind == TokenKind.PRE_RELEASE || !kind.issuer().equals(token.issuer())) {
      findings.skip(CommonCheck.TOKEN_KEY, "no key is looked for under another issuer");
      return Optional.empty();
    }
    if (!token.x5c().isEmpty()) {
      return pki(token, kind);
    }
    findings.notApplicable(
        CommonCheck.CERTIFICATE_REVOCATION,
        "no path of certificates: an issuer takes a key back by leaving it out of its set");
    try {
      return oidc(token, kind);
    } catch (MalformedInput e) {
      findings.fail(CommonCheck.TOKEN_KEY, "keys that cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Google Cloud Attestation, token type PKI: leaf, intermediate and the pinned root. */
  private Optional<String> pki(GcpToken token, TokenKind kind) {
    if (kind != TokenKind.ATTESTATION) {
      findings.fail(GcpTokenCheck.HEADER, "a token of this kind brings no certificates (x5c)");
      return Optional.empty();
    }
    CertificatePath path = CertificatePath.of(token.x5c());
    PathChecks.COMMON.judge(findings, path, input, kind.purpose());
    unrevocable = RevocationChecks.COMMON.judge(findings, List.of(path), input, GcpTokens.CRL);
    signature(token, path.leaf().getPublicKey(), "the leaf of its path");
    return Optional.of("x5c");
  }

  /** The key of this id, from what we were given; never from where a token points. */
  private Optional<String> oidc(GcpToken token, TokenKind kind) throws MalformedInput {
    IssuerKeys keys =
        IssuerKeys.named(
            KeySet.of(findings, input, kind.purpose(), kind.issuer()),
            input.anchors(),
            kind.purpose(),
            token.kid().orElse(""));
    if (keys.isEmpty()) {
      findings.skip(CommonCheck.TOKEN_KEY, "no key of this id was given for " + kind.issuer());
      return Optional.empty();
    }
    if (keys.ambiguous()) {
      findings.fail(CommonCheck.TOKEN_KEY, "several keys have this id");
      return Optional.empty();
    }
    IssuerKeys.Candidate key = keys.first();
    findings.pass(
        CommonCheck.TOKEN_KEY, "the key of this id, as " + key.source() + ", " + key.given());
    key.certificate().ifPresent(this::certificate);
    signature(token, key.key(), "the issuer's key");
    return Optional.of(key.source());
  }

  /** A key that Google publishes in a certificate is Google's while the certificate is valid. */
  private void certificate(X509Certificate c) {
    if (input.time().isEmpty()) {
      findings.skip(CommonCheck.CERTIFICATE_VALIDITY, "no time of judgement was given");
      return;
    }
    Instant at = input.time().get();
    String life = c.getNotBefore().toInstant() + " to " + c.getNotAfter().toInstant();
    findings.require(
        CommonCheck.CERTIFICATE_VALIDITY,
        !at.isBefore(c.getNotBefore().toInstant()) && !at.isAfter(c.getNotAfter().toInstant()),
        "the key's certificate is valid from " + life,
        "the key's certificate is valid from " + life + ", judged at " + at);
  }

  private void signature(GcpToken token, PublicKey key, String whose) {
    findings.require(
        CommonCheck.SIGNATURE,
        token.jws().verifiesRs256(input.crypto(), key),
        "holds under " + whose,
        "does not hold under " + whose);
  }

  private void readers(GcpToken token, TokenKind kind) {
    Optional<String> stated =
        Optional.ofNullable(input.stated().path("expected_audience").textValue());
    Answer answer = new Answer(token, kind, input.expectedNonce());
    if (stated.isEmpty()) {
      findings.skip(
          CommonCheck.TOKEN_AUDIENCE, "no expected_audience was stated: it could be for another");
    } else {
      findings.require(
          CommonCheck.TOKEN_AUDIENCE,
          answer.isFor(stated.get()),
          "made for us",
          "made for another audience than the stated one");
    }
    if (input.expectedNonce().isEmpty()) {
      findings.skip(CommonCheck.NONCE, "no expected nonce was given");
    } else {
      findings.require(
          CommonCheck.NONCE,
          answer.holdsNonce(),
          "our challenge stands in " + answer.slot(),
          "our challenge does not stand in " + answer.slot());
    }
  }
}
