package dev.attestry.scheme.ima;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Findings;
import dev.attestry.scheme.tcg.PcrValues;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Judges a measurement list against register values, for this scheme and for quotes. */
public final class ImaLogs {

  /** Where the kernel puts measurements unless it was built otherwise. */
  private static final int PCR = 10;

  private final ImaLog log;
  private final PcrValues values;
  private final JsonNode stated;
  private final Findings findings;
  private final ObjectNode claims;

  private ImaLogs(
      ImaLog log, PcrValues values, JsonNode stated, Findings findings, ObjectNode claims) {
    this.log = log;
    this.values = values;
    this.stated = stated;
    this.findings = findings;
    this.claims = claims;
  }

  /**
   * Reads and replays a list; what it holds becomes the claim {@code ima} if it replays.
   *
   * @param values registers to replay to; whether they are genuine is the caller's to say
   * @param stated {@code ima_covers}, {@code boot_aggregate}, {@code ima_log_may_continue}
   */
  public static void judge(
      Bytes list, PcrValues values, JsonNode stated, Findings findings, ObjectNode claims) {
    try {
      ImaLog log = ImaLog.parse(list);
      findings.pass(ImaCheck.MALFORMED, log.words() + ", read to the end");
      new ImaLogs(log, values, stated, findings, claims).run();
    } catch (MalformedInput e) {
      findings.malformed(ImaCheck.MALFORMED, e);
    }
  }

  private void run() throws MalformedInput {
    templateHashes();
    boolean replays = replay();
    boolean aggregate = new BootAggregate(log, values, stated).judge(findings);
    if (replays || aggregate) {
      claim(replays);
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
          ImaCheck.TEMPLATE_HASH, unknown + " entries are of a template that is not known");
    } else {
      findings.pass(
          ImaCheck.TEMPLATE_HASH,
          "recomputed for all entries but " + log.violations() + " violations");
    }
  }

  private boolean replay() throws MalformedInput {
    Set<HashAlgorithm> banks = banks();
    if (stated.path("ima_covers").isArray() && banks.isEmpty()) {
      findings.notApplicable(ImaCheck.REPLAY, "it is stated that no register value covers the list");
      return false;
    }
    SortedSet<Integer> registers = new TreeSet<>();
    log.entries().forEach(e -> registers.add(e.pcr()));
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (HashAlgorithm bank : banks) {
      for (int pcr : registers) {
        replay(bank, pcr, good, bad);
      }
    }
    if (good.isEmpty() && bad.isEmpty()) {
      findings.skip(ImaCheck.REPLAY, "no value of PCR " + registers + " to replay to");
      return false;
    }
    findings.require(
        ImaCheck.REPLAY,
        bad.isEmpty(),
        "the list replays to " + String.join(", ", good),
        String.join("; ", bad));
    return bad.isEmpty();
  }

  private void replay(HashAlgorithm bank, int pcr, List<String> good, List<String> bad) {
    String name = bank.label() + ":" + pcr;
    Optional<Bytes> value = values.get(bank, pcr);
    if (value.isEmpty()) {
      bad.add(name + " has no value to compare with");
      return;
    }
    int all = log.entries().size();
    int best = 0;
    for (ImaReplay.Extension extension : ImaReplay.Extension.values()) {
      int n = ImaReplay.entriesUpTo(log, bank, pcr, extension, value.get()).orElse(0);
      if (n == all) {
        good.add(name + (extension == ImaReplay.Extension.PADDED ? " (padded SHA-1)" : ""));
        return;
      }
      best = Math.max(best, n);
    }
    bad.add(
        best == 0
            ? name + " is not what the list, or a beginning of it, gives"
            : name + " is what the first " + best + " of " + all + " entries give; the rest is not covered");
  }

  /** The banks that are stated, else the strongest one that PCR10 has a value in. */
  private Set<HashAlgorithm> banks() throws MalformedInput {
    Set<HashAlgorithm> out = EnumSet.noneOf(HashAlgorithm.class);
    JsonNode covers = stated.path("ima_covers");
    if (!covers.isArray()) {
      for (HashAlgorithm bank : values.banks()) {
        if (values.get(bank, PCR).isPresent()) {
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
    List<String> aggregates = log.bootAggregates();
    if (!aggregates.isEmpty()) {
      ima.put("boot_aggregate", aggregates.get(0));
    }
    if (replays) {
      ima.put("boot_aggregates", aggregates.size());
      ima.put("entries", log.entries().size());
      ima.put("violations", log.violations());
      log.templates().forEach(ima.putObject("templates")::put);
    }
  }
}
