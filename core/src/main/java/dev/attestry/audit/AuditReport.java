package dev.attestry.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Head;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of an audit. It judges the log, not the health of the components in it.
 *
 * @param head the newest standing commit that was reached
 * @param commits standing commits
 * @param entries body lines of standing commits, strays included
 * @param evidence pieces of evidence whose digests were checked
 * @param pinned whether a pin or a receipt named the genesis
 * @param tailJudged whether a receipt said how far the log must reach
 * @param findings in the order of the log; at most {@link AuditFindings#MAX_KEPT}
 * @param counts how many of each there are, also of those not kept
 */
public record AuditReport(
    Optional<Head> head,
    long commits,
    long entries,
    long evidence,
    boolean pinned,
    boolean tailJudged,
    List<AuditFinding> findings,
    Map<AuditCheck, Long> counts) {

  /** The answer in one word. */
  public enum Conclusion {
    CLEAN,
    NOT_CLEAN,
    COULD_NOT_TELL;

    /** As entries and reports write it: {@code could-not-tell}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public AuditReport {
    findings = List.copyOf(findings);
    counts = counts.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(counts));
  }

  public Conclusion conclusion() {
    if (any(AuditCheck.Level.FAULT)) {
      return Conclusion.NOT_CLEAN;
    }
    return any(AuditCheck.Level.UNKNOWN) ? Conclusion.COULD_NOT_TELL : Conclusion.CLEAN;
  }

  private boolean any(AuditCheck.Level level) {
    return counts.keySet().stream().anyMatch(c -> c.level() == level);
  }

  /** The first bad thing: the first fault, else the first thing that could not be told. */
  public Optional<AuditFinding> first() {
    return first(AuditCheck.Level.FAULT).or(() -> first(AuditCheck.Level.UNKNOWN));
  }

  private Optional<AuditFinding> first(AuditCheck.Level level) {
    return findings.stream().filter(f -> f.level() == level).findFirst();
  }

  /** The findings of a report as {@link #toJson} wrote it, those of checks that are known here. */
  public static List<AuditFinding> findings(Bytes report) throws MalformedInput {
    List<AuditFinding> all = new ArrayList<>();
    for (JsonNode f : Json.readObject("audit report", report).path("findings")) {
      AuditFinding.read(f).ifPresent(all::add);
    }
    return all;
  }

  /** The whole report; {@code docs/formats/audit.md} names its members. */
  public ObjectNode toJson() {
    ObjectNode o = Json.object().put("conclusion", conclusion().label());
    o.put("commits", commits).put("entries", entries).put("evidence", evidence);
    o.put("pinned", pinned).put("tail_judged", tailJudged);
    head.ifPresent(
        h ->
            o.putObject("head")
                .put("commit", h.commit())
                .put("hash", h.hash().hex())
                .put("size", h.size())
                .put("root", h.root().hex()));
    ArrayNode all = o.putArray("findings");
    findings.forEach(f -> all.add(f.toJson()));
    return o;
  }
}
