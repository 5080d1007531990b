package dev.attestry.lab;

import dev.attestry.codec.Bytes;
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
}
