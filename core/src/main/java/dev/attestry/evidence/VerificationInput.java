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
 * @param expected what the signed slots must hold
 * @param stated what the relying party says about the evidence, which the attester cannot: which
 *     PCRs a log covers, how a bare signature is encoded, what is expected. Names as in the case
 *     files: {@code eventlog_covers}, {@code signature_format}, …
 */
public record VerificationInput(
    Profile profile,
    Optional<Instant> time,
    Slots expected,
    Collateral collateral,
    TrustAnchors anchors,
    ObjectNode stated,
    Crypto crypto) {

  /** For evidence with one slot. */
  public VerificationInput(
      Profile profile,
      Optional<Instant> time,
      Optional<Bytes> expectedNonce,
      Collateral collateral,
      TrustAnchors anchors,
      ObjectNode stated,
      Crypto crypto) {
    this(
        profile,
        time,
        expectedNonce.map(Slots::of).orElse(Slots.NONE),
        collateral,
        anchors,
        stated,
        crypto);
  }

  /** As given, now at {@code time}, with the built-in anchors and nothing else. */
  public static VerificationInput asGiven(Instant time, Crypto crypto) {
    return new VerificationInput(
        Profile.AS_GIVEN,
        Optional.of(time),
        Slots.NONE,
        Collateral.NONE,
        TrustAnchors.builtIn(),
        Json.object(),
        crypto);
  }

  /** What the one slot must hold; empty where nothing is expected, and for composites. */
  public Optional<Bytes> expectedNonce() {
    return expected.whole();
  }

  public VerificationInput withExpectedNonce(Bytes nonce) {
    return withExpected(Slots.of(nonce));
  }

  public VerificationInput withExpected(Slots other) {
    return new VerificationInput(profile, time, other, collateral, anchors, stated, crypto);
  }

  /** The same for a part of a composite, which has a nonce of its own or none. */
  public VerificationInput forPart(String name) {
    return withExpected(expected.part(name));
  }

  public VerificationInput withAnchors(TrustAnchors other) {
    return new VerificationInput(profile, time, expected, collateral, other, stated, crypto);
  }

  public VerificationInput withCollateral(Collateral other) {
    return new VerificationInput(profile, time, expected, other, anchors, stated, crypto);
  }

  public VerificationInput withCrypto(Crypto other) {
    return new VerificationInput(profile, time, expected, collateral, anchors, stated, other);
  }

  public VerificationInput withProfile(Profile other) {
    return new VerificationInput(other, time, expected, collateral, anchors, stated, crypto);
  }

  public VerificationInput withStated(ObjectNode other) {
    return new VerificationInput(profile, time, expected, collateral, anchors, other, crypto);
  }
}
