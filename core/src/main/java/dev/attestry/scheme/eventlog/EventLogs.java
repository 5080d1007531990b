package dev.attestry.scheme.eventlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
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
      replay(parsed, values.get(), coverage, findings, claims);
    } catch (MalformedInput e) {
      findings.malformed(CommonCheck.MALFORMED, e);
    }
  }

  private static void replay(
      EventLog log, PcrValues values, Coverage coverage, Findings findings, ObjectNode claims) {
    if (coverage.isEmpty()) {
      findings.skip(EventLogCheck.REPLAY, "no register of the log has a value to compare with");
      return;
    }
    List<String> differences = coverage.differences(log, values);
    findings.require(
        EventLogCheck.REPLAY,
        differences.isEmpty(),
        "the log replays to " + coverage.words(),
        String.join("; ", differences));
    if (!differences.isEmpty()) {
      return;
    }
    BootMeaning meaning = BootMeaning.of(log, coverage);
    Optional<String> data = EventData.problem(meaning.events());
    findings.require(
        EventLogCheck.EVENT_DATA,
        data.isEmpty(),
        "separators, actions, variables and partition tables are what was measured",
        data.orElse(""));
    if (data.isEmpty()) {
      meaning.writeTo(claims.putObject("boot"));
    }
  }

  /**
   * What a log gives in all its banks, if it replays to the given values in those that they share.
   */
  public static Optional<PcrValues> extending(PcrValues values, Bytes log) {
    try {
      EventLog parsed = EventLogParser.parse(log);
      Coverage coverage = Coverage.usual(parsed, values);
      if (coverage.isEmpty() || !coverage.differences(parsed, values).isEmpty()) {
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
