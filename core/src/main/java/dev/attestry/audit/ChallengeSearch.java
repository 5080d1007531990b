package dev.attestry.audit;

import dev.attestry.codec.Bytes;
import java.util.Arrays;
import java.util.Base64;

/**
 * Finds a challenge in evidence of any format, without its parser: as bytes, in hexadecimal, or in
 * what base64 of either alphabet hides, as JWTs and wrapped messages do. What it finds may stand in
 * an unsigned place; that it stands in the signed one is for the scheme, see the second
 * verification. Used by one thread at a time.
 */
final class ChallengeSearch {

  private static final int MAX_DEPTH = 3;

  /** Where the last one stood: documents of one format mostly have it at one place. */
  private int place;

  boolean contains(Bytes evidence, Bytes challenge) {
    if (evidence.hasAt(place, challenge)) {
      return true;
    }
    int at = evidence.indexOf(challenge);
    if (at < 0) {
      return new Hidden(challenge).in(evidence, 0);
    }
    place = at;
    return true;
  }

  /** A challenge that stands in no plain bytes. */
  private record Hidden(Bytes wanted, Bytes hex) {

    Hidden(Bytes wanted) {
      this(wanted, Bytes.utf8(wanted.hex()));
    }

    boolean in(Bytes b, int depth) {
      return b.contains(wanted) || b.contains(hex) || depth < MAX_DEPTH && inBase64(b, depth);
    }

    private boolean inBase64(Bytes b, int depth) {
      int start = 0;
      for (int i = 0; i <= b.length(); i++) {
        if (i == b.length() || !isBase64(b.u8(i))) {
          // Shorter runs cannot hold a challenge.
          if (i - start > wanted.length() && in(decode(b, start, i), depth + 1)) {
            return true;
          }
          start = i + 1;
        }
      }
      return false;
    }
  }

  private static Bytes decode(Bytes b, int from, int to) {
    byte[] run = b.view(from, to).toArray();
    for (int i = 0; i < run.length; i++) {
      run[i] = run[i] == '-' ? (byte) '+' : run[i] == '_' ? (byte) '/' : run[i];
    }
    // A run of 4n+1 digits ends in one that carries nothing whole.
    return Bytes.of(
        Base64.getDecoder().decode(run.length % 4 == 1 ? Arrays.copyOf(run, run.length - 1) : run));
  }

  private static boolean isBase64(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/'
        || c == '-'
        || c == '_';
  }
}
