package dev.attestry.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page of results, in Markdown. */
final class Report {

  private final List<String> lines = new ArrayList<>();
  private final List<Goal> goals = new ArrayList<>();

  /**
   * A goal and what was measured, both in the same unit.
   *
   * @param atLeast false where less is better
   */
  record Goal(String what, String unit, double goal, double figure, boolean atLeast) {
    boolean met() {
      return atLeast ? figure >= goal : figure <= goal;
    }
  }

  void heading(String text) {
    lines.add("");
    lines.add("## " + text);
    lines.add("");
  }

  void text(String text) {
    lines.add(text);
  }

  void table(String... header) {
    lines.add("");
    row(header);
    lines.add("|" + " --- |".repeat(header.length));
  }

  void row(String... cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
  }

  void goal(Goal goal) {
    goals.add(goal);
  }

  /** The whole page: title, goals first, then everything else. */
  List<String> page(List<String> machine) {
    List<String> page = new ArrayList<>(List.of("# Results", ""));
    page.add("Written by `bench/run`. Shares are of what stands beside them in the same run.");
    page.add("");
    machine.forEach(m -> page.add("- " + m));
    page.addAll(
        List.of("", "## Goals", "", "| what | goal | figure | |", "| --- | --- | --- | --- |"));
    for (Goal g : goals) {
      page.add(
          "| "
              + g.what()
              + " | "
              + (g.atLeast() ? "≥ " : "≤ ")
              + number(g.goal())
              + " "
              + g.unit()
              + " | "
              + number(g.figure())
              + " "
              + g.unit()
              + " | "
              + (g.met() ? "met" : "**not met**")
              + " |");
    }
    page.addAll(lines);
    return page;
  }

  static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** Three significant digits, thousands grouped. */
  static String number(double d) {
    double a = Math.abs(d);
    if (a >= 100) {
      return String.format(Locale.ROOT, "%,.0f", d);
    }
    return String.format(Locale.ROOT, a >= 10 ? "%.1f" : a >= 1 ? "%.2f" : "%.3f", d);
  }
}
