package dev.attestry.sweep;

import dev.attestry.evidence.Challenge;

/**
 * Asks attesters for evidence: the port that the lab and each cloud's adapter implement.
 *
 * <p>An implementation is safe for use by several threads. It puts the challenge into the
 * evidence's signed slot by the target's recipe, hands the answer on as received, and judges
 * nothing. It may block, and gives up when its thread is interrupted; whoever calls it sets the
 * time limit.
 *
 * <p>Collateral {@code jwks} is fetched by it from an issuer that the anchors name, over TLS, and
 * never taken from the attester: it is archived with the entry and judges the entry's token.
 */
public interface EvidenceSource {

  /** Asks one attester, once. */
  Collected collect(Target target, Challenge challenge) throws InterruptedException;
}
