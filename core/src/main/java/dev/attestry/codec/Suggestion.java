package dev.attestry.codec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a person may have meant by a name that nobody knows. */
public final class Suggestion {

  private Suggestion() {}

  /** The known name nearest to the one written, if it is near at all. */
  public static Optional<String> nearest(String written, Collection<String> known) {
    return known.stream()
        .filter(k -> distance(written, k) <= Math.max(2, written.length() / 3))
        .min(Comparator.comparingInt((String k) -> distance(written, k)).thenComparing(k -> k));
  }

  /** {@code ; did you mean "pcrs"?}, or nothing. */
  public static String phrase(String written, Collection<String> known) {
    return nearest(written, known).map(k -> "; did you mean \"" + k + "\"?").orElse("");
  }

  /** Levenshtein distance; names longer than 80 characters are compared by their start. */
  private static int distance(String a, String b) {
    String s = a.substring(0, Math.min(80, a.length()));
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= s.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substitute = diagonal + (s.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
