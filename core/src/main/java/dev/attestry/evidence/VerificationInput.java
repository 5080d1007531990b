package dev.attestry.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything a scheme may look at besides the evidence. Pure input: no clock, no network.
 *
 * @param time the time of judgement; empty where none was given, then validity is skipped
 * @param expectedNonce what the signed nonce slot must hold, the recipe already applied
 * @param stated what the relying party says about the evidence, which the attester cannot: which
 *     PCRs a log covers, how a bare signature is encoded, what is expected. Names as in the case
 *     files: {@code eventlog_covers}, {@code signature_format}, …
 */
public record VerificationInput(
    Profile profile,
    Optional<Instant> time,
    Optional<Bytes> expectedNonce,
    Collateral collateral,
    TrustAnchors anchors,
    ObjectNode stated,
    Crypto crypto) {

  /** As given, now at {@code time}, with the built-in anchors and nothing else. */
  public static VerificationInput asGiven(Instant time, Crypto crypto) {
    return new VerificationInput(
        Profile.AS_GIVEN,
        Optional.of(time),
        Optional.empty(),
        Collateral.NONE,
        TrustAnchors.builtIn(),
        Json.object(),
        crypto);
  }

  public VerificationInput withExpectedNonce(Bytes nonce) {
    return new VerificationInput(
        profile, time, Optional.of(nonce), collateral, anchors, stated, crypto);
  }

  public VerificationInput withAnchors(TrustAnchors other) {
    return new VerificationInput(profile, time, expectedNonce, collateral, other, stated, crypto);
  }

  public VerificationInput withCollateral(Collateral other) {
    return new VerificationInput(profile, time, expectedNonce, other, anchors, stated, crypto);
  }

  public VerificationInput withCrypto(Crypto other) {
    return new VerificationInput(profile, time, expectedNonce, collateral, anchors, stated, other);
  }

  public VerificationInput withProfile(Profile other) {
    return new VerificationInput(other, time, expectedNonce, collateral, anchors, stated, crypto);
  }

  public VerificationInput withStated(ObjectNode other) {
    return new VerificationInput(profile, time, expectedNonce, collateral, anchors, other, crypto);
  }
}
