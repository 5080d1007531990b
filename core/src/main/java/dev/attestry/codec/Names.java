package dev.attestry.codec;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of member names: constants of the program, the same few for every line that is read or
 * written. Comparing and copying bytes takes a fraction of what a string's characters take.
 */
final class Names {

  /**
   * @param utf8 the name
   * @param member the name as it stands before its value: in quotes, with a colon
   */
  private record Name(String text, Bytes utf8, Bytes member) {

    static Name of(String text) {
      StringBuilder member = new StringBuilder();
      Jcs.string(text, member);
      return new Name(text, Bytes.utf8(text), Bytes.utf8(member.append(':').toString()));
    }
  }

  private static final int PLACES = 1024;

  /** Any thread may put another name into a place; what is found there is used if it fits. */
  private static final @Nullable Name[] KNOWN = new @Nullable Name[PLACES];

  private Names() {}

  /** UTF-8; not to be changed or let out. */
  static byte[] utf8(String name) {
    return known(name).utf8.unsafe();
  }

  /** What stands before the value of a member in canonical form; not to be changed or let out. */
  static byte[] member(String name) {
    return known(name).member.unsafe();
  }

  @SuppressWarnings("ReferenceEquality") // constants; another string is only encoded again
  private static Name known(String name) {
    int place = (name.hashCode() ^ name.hashCode() >>> 10) & PLACES - 1;
    Name n = KNOWN[place];
    if (n == null || n.text != name) {
      n = Name.of(name);
      KNOWN[place] = n;
    }
    return n;
  }
}
