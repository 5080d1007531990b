package dev.attestry.scheme.eventlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Findings;
import dev.attestry.scheme.tcg.PcrValues;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Judges a boot log against register values, for this scheme and for quotes that carry a log. */
public final class EventLogs {

  /** Of which registers a log is, and what is checked of it. */
  private record Kind(Registers registers, Check replay, Check data) {}

  private static final Kind TPM =
      new Kind(Registers.PCRS, EventLogCheck.REPLAY, EventLogCheck.EVENT_DATA);

  private EventLogs() {}

  /**
   * Reads and replays a log; what it means becomes the claim {@code boot} if it replays.
   *
   * @param values registers to replay to; whether they are genuine is the caller's to say
   * @param covers what the relying party states the log covers; missing where it does not
   */
  public static void judge(
      Bytes log,
      Optional<PcrValues> values,
      JsonNode covers,
      Findings findings,
      ObjectNode claims) {
    try {
      EventLog parsed = EventLogParser.parse(log);
      findings.pass(
          CommonCheck.MALFORMED,
          parsed.events().size() + " events, banks " + labels(parsed) + ", read to the end");
      if (values.isEmpty()) {
        findings.skip(EventLogCheck.REPLAY, "no PCR values were given to replay to");
        return;
      }
      Coverage coverage =
          covers.isObject() ? Coverage.stated(covers) : Coverage.usual(parsed, values.get());
      if (coverage.isEmpty()) {
        findings.skip(EventLogCheck.REPLAY, "no register of the log has a value to compare with");
      } else {
        meaning(parsed, values.get(), coverage, TPM, findings)
            .ifPresent(m -> claims.set("boot", m));
      }
    } catch (MalformedInput e) {
      findings.malformed(CommonCheck.MALFORMED, e);
    }
  }

  /**
   * The same for the event log of a trust domain (UEFI 2.10 section 38.4). Answers with what it
   * means if it replays.
   *
   * @param rtmrs by the log's indexes: 1 is RTMR0
   * @param replay what is checked of its registers
   * @param data what is checked of its events' data
   */
  public static Optional<ObjectNode> trustDomain(
      Bytes log, PcrValues rtmrs, Check replay, Check data, Findings findings) {
    try {
      EventLog parsed = EventLogParser.parse(log);
      Coverage coverage = Coverage.usual(parsed, rtmrs);
      if (coverage.isEmpty() || !onlyExtends(parsed, rtmrs)) {
        findings.fail(replay, "the log extends other registers than the RTMRs in their bank");
        return Optional.empty();
      }
      Kind kind = new Kind(Registers.RTMRS, replay, data);
      return meaning(parsed, rtmrs, coverage, kind, findings);
    } catch (MalformedInput e) {
      findings.malformed(replay, e);
      return Optional.empty();
    }
  }

  /** Whether no event hides in a register that there is not. */
  private static boolean onlyExtends(EventLog log, PcrValues values) {
    return log.events().stream()
        .filter(EventLog.Event::extended)
        .allMatch(e -> values.banks().stream().anyMatch(b -> values.get(b, e.pcr()).isPresent()));
  }

  private static Optional<ObjectNode> meaning(
      EventLog log, PcrValues values, Coverage coverage, Kind kind, Findings findings) {
    List<String> differences = coverage.differences(log, values, kind.registers());
    findings.require(
        kind.replay(),
        differences.isEmpty(),
        "the log replays to " + coverage.words(kind.registers()),
        String.join("; ", differences));
    if (!differences.isEmpty()) {
      return Optional.empty();
    }
    BootMeaning meaning = BootMeaning.of(log, kind.registers(), coverage);
    Optional<String> problem = EventData.problem(meaning.events(), kind.registers());
    findings.require(
        kind.data(),
        problem.isEmpty(),
        "separators, actions, variables and partition tables are what was measured",
        problem.orElse(""));
    if (problem.isPresent()) {
      return Optional.empty();
    }
    ObjectNode boot = Json.object();
    meaning.writeTo(boot);
    return Optional.of(boot);
  }

  /**
   * What a log gives in all its banks, if it replays to the given values in those that they share.
   */
  public static Optional<PcrValues> extending(PcrValues values, Bytes log) {
    try {
      EventLog parsed = EventLogParser.parse(log);
      Coverage coverage = Coverage.usual(parsed, values);
      if (coverage.isEmpty() || !coverage.differences(parsed, values, Registers.PCRS).isEmpty()) {
        return Optional.empty();
      }
      Map<HashAlgorithm, SortedMap<Integer, Bytes>> banks = new EnumMap<>(HashAlgorithm.class);
      parsed.banks().forEach(bank -> banks.put(bank, Replay.of(parsed, bank)));
      return Optional.of(PcrValues.of(banks));
    } catch (MalformedInput e) {
      return Optional.empty(); // such a log adds nothing to the values
    }
  }

  private static List<String> labels(EventLog log) {
    return log.banks().stream().sorted().map(HashAlgorithm::label).toList();
  }
}
