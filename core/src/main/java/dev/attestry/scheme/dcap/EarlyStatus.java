package dev.attestry.scheme.dcap;

import java.time.Instant;
import java.util.Optional;

/**
 * The platform's TCB status by Intel's early set.
 *
 * @param tcb empty where platform, module or quoting enclave are below every level
 * @param worse than by the standard set
 * @param recovery date of the TCB recovery that the set is of
 */
record EarlyStatus(
    EvaluationSet set, Optional<TcbEvaluation> tcb, boolean worse, Instant recovery) {

  /** Intel's spelling; QVL's word for what is below every level. */
  String label() {
    return tcb.map(t -> t.status().label()).orElse("NotSupported");
  }
}
