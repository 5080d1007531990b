package dev.attestry.cli;

import java.util.Collection;
import java.util.Comparator;

/** Did you mean …? */
final class Suggestion {

  private Suggestion() {}

  /** {@code ; did you mean "nitro"?} for the nearest of the known names, or nothing. */
  static String among(String given, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(k -> distance(given, k)))
        .filter(k -> distance(given, k) <= Math.max(2, k.length() / 3))
        .map(k -> "; did you mean \"" + k + "\"?")
        .orElse("");
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
