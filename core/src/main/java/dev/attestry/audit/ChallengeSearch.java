package dev.attestry.audit;

import dev.attestry.codec.Bytes;
import java.util.Arrays;
import java.util.Base64;

/**
 * Finds a challenge in evidence of any format, without its parser: as bytes, in hexadecimal, or in
 * what base64 of either alphabet hides, as JWTs and wrapped messages do. What it finds may stand in
 * an unsigned place; that it stands in the signed one is for the scheme, see the second
 * verification.
 */
final class ChallengeSearch {

  private static final int MAX_DEPTH = 3;

  private final byte[] wanted;
  private final byte[] hex;

  private ChallengeSearch(Bytes wanted) {
    this.wanted = wanted.toArray();
    this.hex = Bytes.utf8(wanted.hex()).toArray();
  }

  static boolean contains(Bytes evidence, Bytes challenge) {
    return new ChallengeSearch(challenge).in(evidence.toArray(), 0);
  }

  private boolean in(byte[] b, int depth) {
    if (indexOf(b, wanted) || indexOf(b, hex)) {
      return true;
    }
    return depth < MAX_DEPTH && inBase64(b, depth);
  }

  private boolean inBase64(byte[] b, int depth) {
    int start = 0;
    for (int i = 0; i <= b.length; i++) {
      if (i == b.length || !isBase64(b[i])) {
        // Shorter runs cannot hold a challenge.
        if (i - start > wanted.length && in(decode(b, start, i), depth + 1)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private static byte[] decode(byte[] b, int from, int to) {
    byte[] run = Arrays.copyOfRange(b, from, to);
    for (int i = 0; i < run.length; i++) {
      run[i] = run[i] == '-' ? (byte) '+' : run[i] == '_' ? (byte) '/' : run[i];
    }
    // A run of 4n+1 digits ends in one that carries nothing whole.
    return Base64.getDecoder()
        .decode(run.length % 4 == 1 ? Arrays.copyOf(run, run.length - 1) : run);
  }

  private static boolean isBase64(byte c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/'
        || c == '-'
        || c == '_';
  }

  private static boolean indexOf(byte[] b, byte[] part) {
    for (int i = 0; i + part.length <= b.length; i++) {
      if (b[i] == part[0] && Arrays.equals(b, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
