package dev.attestry.scheme.ima;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Findings;
import dev.attestry.scheme.tcg.PcrValues;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a measurement list against register values, for this scheme and for quotes. */
public final class ImaLogs {

  /** Where the kernel puts measurements unless it was built otherwise. */
  private static final int PCR = 10;

  /**
   * What is stated, and where the answer goes.
   *
   * @param stated {@code ima_covers} (banks) and {@code boot_aggregate}, by the relying party
   */
  public record Report(JsonNode stated, Findings findings, ObjectNode claims) {}

  private final ImaLog log;
  private final PcrValues values;
  private final PcrValues boot;
  private final JsonNode stated;
  private final Findings findings;
  private final ObjectNode claims;
  private final int register;

  private ImaLogs(ImaLog log, PcrValues values, PcrValues boot, Report report) {
    this.log = log;
    this.values = values;
    this.boot = boot;
    this.stated = report.stated();
    this.findings = report.findings();
    this.claims = report.claims();
    this.register = log.register(PCR);
  }

  /**
   * Reads and replays a list; what it holds becomes the claim {@code ima} if it replays.
   *
   * @param values registers to replay to; whether they are genuine is the caller's to say
   * @param boot the registers that boot_aggregate is over
   */
  public static void judge(Bytes list, PcrValues values, PcrValues boot, Report report) {
    try {
      ImaLog log = ImaLog.parse(list);
      report.findings().pass(CommonCheck.MALFORMED, log.words() + ", read to the end");
      new ImaLogs(log, values, boot, report).run();
    } catch (MalformedInput e) {
      report.findings().malformed(CommonCheck.MALFORMED, e);
    }
  }

  private void run() throws MalformedInput {
    templates();
    templateHashes();
    boolean replays = replay();
    boolean aggregate = new BootAggregate(log, boot, stated).judge(findings);
    if (replays || aggregate) {
      claim(replays);
    }
  }

  private void templates() {
    long unknown = log.entries().stream().filter(e -> e.fields().isEmpty()).count();
    if (unknown > 0) {
      findings.skip(ImaCheck.TEMPLATE, unknown + " entries are of a template that is not known");
    }
  }

  private void templateHashes() {
    MessageDigest md = log.templateHash().newDigest();
    int unknown = 0;
    for (int i = 0; i < log.entries().size(); i++) {
      ImaEntry e = log.entries().get(i);
      if (!e.consistent(md)) {
        findings.fail(
            ImaCheck.TEMPLATE_HASH, "entry " + i + " is not what its template hash is over");
        return;
      }
      unknown += e.data().isEmpty() ? 1 : 0;
    }
    if (unknown > 0) {
      findings.skip(
          ImaCheck.TEMPLATE_HASH,
          unknown + " entries give their data in a form that we cannot hash");
    } else {
      findings.pass(
          ImaCheck.TEMPLATE_HASH,
          "recomputed for all entries but " + log.violations() + " violations");
    }
  }

  private boolean replay() throws MalformedInput {
    Set<HashAlgorithm> banks = banks();
    if (stated.path("ima_covers").isArray() && banks.isEmpty()) {
      findings.notApplicable(
          ImaCheck.REPLAY, "it is stated that no register value covers the list");
      return false;
    }
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (HashAlgorithm bank : banks) {
      replay(bank, good, bad);
    }
    if (good.isEmpty() && bad.isEmpty()) {
      findings.skip(ImaCheck.REPLAY, "no value of PCR" + register + " to replay to");
      return false;
    }
    findings.require(
        ImaCheck.REPLAY,
        bad.isEmpty(),
        "the list replays to " + String.join(", ", good),
        String.join("; ", bad));
    return bad.isEmpty();
  }

  private void replay(HashAlgorithm bank, List<String> good, List<String> bad) {
    String name = bank.label() + ":" + register;
    Optional<Bytes> value = values.get(bank, register);
    if (value.isEmpty()) {
      bad.add(name + " has no value to compare with");
      return;
    }
    int all = log.entries().size();
    int best = 0;
    for (ImaReplay.Extension extension : ImaReplay.Extension.values()) {
      int n = ImaReplay.entriesUpTo(log, bank, register, extension, value.get()).orElse(0);
      if (n == all) {
        good.add(name + (extension == ImaReplay.Extension.PADDED ? " (padded SHA-1)" : ""));
        return;
      }
      best = Math.max(best, n);
    }
    bad.add(
        best == 0
            ? name + " is not what the list, or a beginning of it, gives"
            : name
                + " is what the first "
                + best
                + " of "
                + all
                + " entries give; the rest is not covered");
  }

  /** The banks that are stated, else the strongest one that the register has a value in. */
  private Set<HashAlgorithm> banks() throws MalformedInput {
    Set<HashAlgorithm> out = EnumSet.noneOf(HashAlgorithm.class);
    JsonNode covers = stated.path("ima_covers");
    if (!covers.isArray()) {
      for (HashAlgorithm bank : values.banks()) {
        if (values.get(bank, register).isPresent()) {
          out.clear();
          out.add(bank);
        }
      }
      return out;
    }
    for (JsonNode n : covers) {
      out.add(
          HashAlgorithm.ofName(n.asText())
              .orElseThrow(() -> new MalformedInput("ima_covers", -1, "a bank we do not compute")));
    }
    return out;
  }

  private void claim(boolean replays) {
    ObjectNode ima = claims.putObject("ima");
    List<String> aggregates = log.bootAggregates(register);
    if (!aggregates.isEmpty()) {
      ima.put("boot_aggregate", aggregates.get(0));
    }
    if (replays) {
      ima.put("boot_aggregates", aggregates.size());
      ima.put("entries", log.covered(register).size());
      ima.put("entries_not_covered", log.entries().size() - log.covered(register).size());
      ima.put("violations", log.covered(register).stream().filter(ImaEntry::violation).count());
      log.templates(register).forEach(ima.putObject("templates")::put);
    }
  }
}
