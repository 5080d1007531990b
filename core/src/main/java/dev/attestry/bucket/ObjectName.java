package dev.attestry.bucket;

import dev.attestry.codec.MalformedInput;

/**
 * Name of an object in a bucket: segments of {@code a-z 0-9 . _ ~ -} joined by {@code /}, at most
 * 512 characters. No segment is empty or begins with a dot, so a name means the same on every store
 * and never leaves a directory. Names are ordered by their characters.
 */
public record ObjectName(String value) implements Comparable<ObjectName> {

  private static final int MAX_LENGTH = 512;

  /** The longest segment that every local file system takes. */
  private static final int MAX_SEGMENT = 255;

  /**
   * @throws IllegalArgumentException if the text is not such a name
   */
  public ObjectName {
    int bad = firstBad(value);
    if (bad >= 0) {
      throw new IllegalArgumentException("not an object name, from character " + bad);
    }
  }

  /** A name made by the program itself. */
  public static ObjectName of(String value) {
    return new ObjectName(value);
  }

  /** A name that came from outside. */
  public static ObjectName parse(String value) throws MalformedInput {
    int bad = firstBad(value);
    if (bad >= 0) {
      throw new MalformedInput("object name", bad, "segments of a-z 0-9 . _ ~ - expected");
    }
    return new ObjectName(value);
  }

  /** This name with more segments after it. */
  public ObjectName child(String more) {
    return new ObjectName(value + "/" + more);
  }

  private static int firstBad(String s) {
    if (s.isEmpty() || s.length() > MAX_LENGTH) {
      return Math.min(s.length(), MAX_LENGTH);
    }
    int start = 0;
    for (int i = 0; i <= s.length(); i++) {
      if (i == s.length() || s.charAt(i) == '/') {
        if (i == start || i - start > MAX_SEGMENT) {
          return start;
        }
        start = i + 1;
      } else if (!allowed(s.charAt(i)) || i == start && s.charAt(i) == '.') {
        return i;
      }
    }
    return -1;
  }

  private static boolean allowed(char c) {
    return c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '~'
        || c == '-';
  }

  @Override
  public int compareTo(ObjectName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
