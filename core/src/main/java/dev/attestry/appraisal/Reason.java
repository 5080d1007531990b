package dev.attestry.appraisal;

import dev.attestry.appraisal.Judgement.Judged;
import dev.attestry.result.Tier;
import java.util.List;
import java.util.Optional;

/** The one reason of a judgement that matters most, in plain words. */
final class Reason {

  /** Worst first. */
  private static final List<RuleOutcome> ORDER =
      List.of(RuleOutcome.FAILED, RuleOutcome.UNNAMED, RuleOutcome.WARNED);

  private Reason() {}

  static String of(Judged j) {
    for (RuleOutcome outcome : ORDER) {
      List<RuleFinding> with = j.findings().stream().filter(f -> f.outcome() == outcome).toList();
      if (!with.isEmpty()) {
        return with.get(0).reason()
            + (with.size() > 1 ? ", and " + (with.size() - 1) + " more" : "");
      }
    }
    if (j.tier() == Tier.WARNING && !j.causes().isEmpty()) {
      return switch (j.causes().iterator().next()) {
        case THIRD_PARTY -> "third party, capped to warning by policy";
        case PROVIDER_ASSERTED -> "as the provider asserts; nothing attests it";
        case UNMEASURED_BOOT -> "the firmware is measured, and nothing that it boots";
        case CLASS_CEILING -> "as good as this class of evidence can be";
      };
    }
    Optional<RuleFinding> first =
        j.findings().stream().filter(f -> !f.rule().equals("freshness")).findFirst();
    return first.map(f -> f.reason() + others(j)).orElse("every rule passed");
  }

  private static String others(Judged j) {
    long more = j.findings().stream().filter(f -> !f.rule().equals("freshness")).count() - 1;
    return more > 0 ? "; " + more + " more as named" : "";
  }
}
