package dev.attestry.gcp.evidence;

import dev.attestry.codec.Bytes;
import dev.attestry.route.GuestScript.NoAnswer;
import java.util.Map;

/** What a guest gives of itself: a quote over a nonce, and its boot log. */
@FunctionalInterface
interface Quote {

  /**
   * Its parts.
   *
   * @param nonce 32 bytes
   */
  Map<String, Bytes> of(Bytes nonce) throws NoAnswer, InterruptedException;
}
