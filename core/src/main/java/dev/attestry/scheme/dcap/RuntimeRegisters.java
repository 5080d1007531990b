package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.scheme.eventlog.EventLogs;
import dev.attestry.scheme.tcg.PcrValues;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * RTMRs against the confidential computing event log of the guest's firmware (UEFI 2.10 section
 * 38.4.1): measurement register index 1 is RTMR0, 4 is RTMR3; index 0, MRTD, is never extended.
 */
final class RuntimeRegisters {

  private RuntimeRegisters() {}

  static void judge(Evidence evidence, TdReport td, Findings findings, Check check) {
    Optional<Bytes> log = evidence.part("ccel");
    if (log.isEmpty()) {
      findings.notApplicable(check, "no event log (ccel) was given");
      return;
    }
    SortedMap<Integer, Bytes> values = new TreeMap<>();
    for (int i = 0; i < td.rtmrs().size(); i++) {
      values.put(i + 1, td.rtmrs().get(i));
    }
    PcrValues registers = PcrValues.of(Map.of(HashAlgorithm.SHA384, values));
    findings.require(
        check,
        EventLogs.extending(registers, log.get()).isPresent(),
        "the event log replays to the RTMRs that it extends",
        "the event log cannot be read or does not replay to the RTMRs");
  }
}
