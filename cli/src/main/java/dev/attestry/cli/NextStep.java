package dev.attestry.cli;

import dev.attestry.cases.Case;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verification;
import dev.attestry.scheme.Schemes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do with a verification: the last line of its page. */
final class NextStep {

  private static final Pattern UNSTATED =
      Pattern.compile("\\bno ([a-z_.]+(?: or [a-z_.]+)*) was stated");

  /** An early set warns, its absence leaves nothing open. */
  private static final String EARLY = "early_";

  private NextStep() {}

  static String after(Case one, Verification v) {
    Set<String> ways = ways(one, v);
    String how = ways.isEmpty() ? "" : ": " + String.join(", ", ways);
    return switch (v.verdict()) {
      case REFUTED ->
          "do not trust it: it is not genuine, not fresh, or not about what you asked for.";
      case INCONCLUSIVE ->
          ways.isEmpty()
              ? "nothing that could be given settles what was skipped: ask for other evidence,"
                  + " or let a policy say that this will do."
              : "give what was skipped, then ask again" + how + ".";
      case VERIFIED ->
          v.complete()
              ? "genuine; whether it is also acceptable, a policy decides."
              : "genuine as far as it was given; to close what was skipped" + how + ".";
    };
  }

  /** The options that would supply what was missing. */
  private static Set<String> ways(Case one, Verification v) {
    Set<String> ways = new LinkedHashSet<>();
    Set<String> wanted = new TreeSet<>();
    for (Finding f : v.findings()) {
      if (f.outcome() == Outcome.SKIPPED) {
        Matcher stated = UNSTATED.matcher(f.detail());
        if ((f.check().id() + f.detail()).contains("nonce")) {
          ways.addAll(GivenNonces.missing(one.scheme(), one.input().expected()));
        } else if (stated.find()) {
          for (String name : stated.group(1).split(" or ", -1)) {
            ways.add("--state " + name + "=VALUE");
          }
        } else if (!f.check().equals(CommonCheck.KEY_CONFIRMATION)) {
          wanted.addAll(missing(one, f));
        }
      }
    }
    if (!wanted.isEmpty()) {
      ways.add("--collateral DIR (" + String.join(", ", wanted) + ")");
    }
    return ways;
  }

  /** What was not given; of a composite only what the part reads that the finding is of. */
  private static List<String> missing(Case one, Finding f) {
    String id = f.check().id();
    Set<String> ofPart =
        Schemes.named(id.substring(0, id.indexOf('.')))
            .map(Scheme::collateralRoles)
            .orElse(one.scheme().collateralRoles());
    return one.scheme().collateralRoles().stream()
        .filter(ofPart::contains)
        .filter(role -> !role.startsWith(EARLY))
        .filter(role -> one.input().collateral().get(role).isEmpty())
        .toList();
  }
}
