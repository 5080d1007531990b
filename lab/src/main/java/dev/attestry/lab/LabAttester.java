package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Slots;
import dev.attestry.sweep.Collected;
import java.time.Instant;

/** An attester of the lab, whatever its kind. */
@FunctionalInterface
interface LabAttester {

  /**
   * Answers.
   *
   * @param slot what its evidence's signed slot must hold
   */
  Collected.Received answer(Bytes slot, Instant now);

  /** Answers with evidence of whatever many slots. */
  default Collected.Received answer(Slots slots, Instant now) {
    return answer(slots.whole().orElse(Bytes.EMPTY), now);
  }
}
