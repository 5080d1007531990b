package dev.attestry.chain;

import java.util.regex.Pattern;

/**
 * A text of so many ASCII characters, each of an alphabet: what a regular expression says too, but
 * an audit asks a dozen times for every entry.
 */
final class Shape {

  private static final int ASCII = 128;

  private final String prefix;
  private final boolean optional;
  private final boolean[] first;
  private final boolean[] rest;
  private final int least;
  private final int most;
  private final String text;

  private Shape(String first, String rest, int least, int most) {
    this.prefix = "";
    this.optional = false;
    this.first = alphabet(first);
    this.rest = alphabet(rest);
    this.least = least;
    this.most = most;
    this.text = first + rest + "*, " + least + " to " + most;
  }

  /** Characters of one alphabet, written as a character class. */
  static Shape of(String alphabet, int least, int most) {
    return new Shape(alphabet, alphabet, least, most);
  }

  /** As above, with a narrower alphabet for the first one. */
  static Shape of(String first, String rest, int least, int most) {
    return new Shape(first, rest, least, most);
  }

  /** This shape after a text, which does not count among its characters. */
  Shape after(String before) {
    return new Shape(this, before, false);
  }

  /** This shape with or without a text before it, which cannot begin the shape itself. */
  Shape afterOptional(String before) {
    return new Shape(this, before, true);
  }

  private Shape(Shape of, String prefix, boolean optional) {
    this.prefix = prefix;
    this.optional = optional;
    this.first = of.first;
    this.rest = of.rest;
    this.least = of.least;
    this.most = of.most;
    this.text = prefix + (optional ? "?" : "") + of.text;
  }

  private static boolean[] alphabet(String characterClass) {
    Pattern p = Pattern.compile(characterClass);
    boolean[] in = new boolean[ASCII];
    for (int c = 0; c < ASCII; c++) {
      in[c] = p.matcher(Character.toString(c)).matches();
    }
    return in;
  }

  boolean matches(String s) {
    boolean there = s.startsWith(prefix);
    int from = there ? prefix.length() : 0;
    int n = s.length() - from;
    if (!there && !optional || n < least || n > most || n > 0 && !in(first, s.charAt(from))) {
      return false;
    }
    for (int i = from + 1; i < s.length(); i++) {
      if (!in(rest, s.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean in(boolean[] alphabet, char c) {
    return c < ASCII && alphabet[c];
  }

  /** For messages. */
  @Override
  public String toString() {
    return text;
  }
}
