package dev.attestry.scheme.dcap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
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

  /** What the log says of the boot, if one was given and the quoted registers bear it out. */
  static Optional<ObjectNode> judge(Evidence evidence, TdReport td, Findings findings) {
    Optional<Bytes> log = evidence.part("ccel");
    if (log.isEmpty()) {
      findings.notApplicable(DcapCheck.RTMR_REPLAY.of(Tee.TDX), "no event log (ccel) was given");
      return Optional.empty();
    }
    SortedMap<Integer, Bytes> values = new TreeMap<>();
    for (int i = 0; i < td.rtmrs().size(); i++) {
      values.put(i + 1, td.rtmrs().get(i));
    }
    return EventLogs.trustDomain(
        log.get(),
        PcrValues.of(Map.of(HashAlgorithm.SHA384, values)),
        DcapCheck.RTMR_REPLAY.of(Tee.TDX),
        DcapCheck.EVENT_DATA.of(Tee.TDX),
        findings);
  }
}
