package dev.attestry.cli;

import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.result.Tier;

/** How things came out, as a sign and a word; without colour, they say the same. */
record Signs(Style style) {

  String verdict(Verdict v) {
    return switch (v) {
      case VERIFIED -> style.green("✔ verified");
      case REFUTED -> style.red("✘ refuted");
      case INCONCLUSIVE -> style.yellow("? inconclusive");
    };
  }

  String sign(Outcome o) {
    return switch (o) {
      case PASSED -> style.green("✔");
      case FAILED -> style.red("✘");
      case SKIPPED -> style.yellow("?");
      case NOT_APPLICABLE -> style.dim("·");
    };
  }

  String tier(Tier tier, boolean expected) {
    return switch (tier) {
      case AFFIRMING -> style.green("✔ affirming");
      case WARNING -> expected ? style.cyan("· expected") : style.yellow("! warning");
      case CONTRAINDICATED -> style.red("✘ contraindicated");
      case NONE -> style.red("○ none");
    };
  }
}
