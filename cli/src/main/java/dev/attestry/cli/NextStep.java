package dev.attestry.cli;

import dev.attestry.cases.Case;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verification;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do with a verification: the last line of its page. */
final class NextStep {

  private static final Pattern UNSTATED = Pattern.compile("\\bno ([a-z_]+) was stated");

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
    List<String> missing =
        one.scheme().collateralRoles().stream()
            .filter(role -> !role.startsWith(EARLY))
            .filter(role -> one.input().collateral().get(role).isEmpty())
            .sorted()
            .toList();
    for (Finding f : v.findings()) {
      if (f.outcome() == Outcome.SKIPPED) {
        Matcher stated = UNSTATED.matcher(f.detail());
        if ((f.check().id() + f.detail()).contains("nonce")) {
          ways.addAll(GivenNonces.missing(one.scheme(), one.input().expected()));
        } else if (stated.find()) {
          ways.add("--state " + stated.group(1) + "=VALUE");
        } else if (!missing.isEmpty()) {
          ways.add("--collateral DIR (" + String.join(", ", missing) + ")");
        }
      }
    }
    return ways;
  }
}
