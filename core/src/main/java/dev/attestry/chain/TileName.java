package dev.attestry.chain;

import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;

/**
 * Name of a tile (c2sp.org/tlog-tiles): hashes of a level, or an entry bundle.
 *
 * @param level 0 to 63, or {@link #ENTRIES}
 * @param index 0 for the leftmost
 * @param width 1 to 255 for a partial tile, {@link #FULL} for a full one
 */
public record TileName(int level, long index, int width) {

  /** Width of a full tile. */
  public static final int FULL = 256;

  /** In place of a level: the entries themselves. */
  public static final int ENTRIES = -1;

  private static final String NAME = "tile name";
  private static final int MAX_LEVEL = 63;

  public TileName {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no tile " + level + " " + index + " " + width);
    }
  }

  /** All tiles of a tree of this size, bundles first, each level from left to right. */
  public static List<TileName> ofTree(long size) {
    List<TileName> out = new ArrayList<>(ofLevel(ENTRIES, size));
    for (int level = 0; size > 0 && level <= MAX_LEVEL; level++, size /= FULL) {
      out.addAll(ofLevel(level, size));
    }
    return out;
  }

  private static List<TileName> ofLevel(int level, long nodes) {
    List<TileName> out = new ArrayList<>();
    for (long i = 0; i < nodes / FULL; i++) {
      out.add(new TileName(level, i, FULL));
    }
    if (nodes % FULL > 0) {
      out.add(new TileName(level, nodes / FULL, (int) (nodes % FULL)));
    }
    return out;
  }

  /** The path below the log: {@code tile/0/x001/x234/067.p/12}. */
  public String path() {
    return "tile/"
        + (level == ENTRIES ? "entries" : level)
        + "/"
        + groups(index)
        + (width == FULL ? "" : ".p/" + width);
  }

  /** A number in groups of three digits, all but the last with an x in front: {@code x001/234}. */
  public static String groups(long n) {
    if (n < 0) {
      throw new IllegalArgumentException("negative");
    }
    StringBuilder out = new StringBuilder(threeDigits(n % 1000));
    for (long rest = n / 1000; rest > 0; rest /= 1000) {
      out.insert(0, "x" + threeDigits(rest % 1000) + "/");
    }
    return out.toString();
  }

  private static String threeDigits(long n) {
    String s = Long.toString(n);
    return "000".substring(s.length()) + s;
  }

  /** Reads what {@link #groups} writes and nothing else. */
  public static long parseGroups(String s) throws MalformedInput {
    String digits = s.replace("/", "").replace("x", "");
    if (digits.length() > 21 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw malformed("groups of three digits expected");
    }
    String shortest = digits.replaceFirst("^0+(?=.)", "");
    long n = NoteText.decimal(NAME, shortest);
    if (!groups(n).equals(s)) {
      throw malformed("groups of three digits expected, all but the last with an x in front");
    }
    return n;
  }

  /** Reads what {@link #path} writes and nothing else. */
  public static TileName parse(String path) throws MalformedInput {
    String[] head = path.split("/", 3);
    if (head.length < 3 || !head[0].equals("tile")) {
      throw malformed("tile/<level>/<index> expected");
    }
    int level = head[1].equals("entries") ? ENTRIES : small(head[1], MAX_LEVEL);
    int partial = head[2].indexOf(".p/");
    String index = partial < 0 ? head[2] : head[2].substring(0, partial);
    int width = partial < 0 ? FULL : small(head[2].substring(partial + 3), FULL - 1);
    if (width == 0) {
      throw malformed("an empty tile is never served");
    }
    return new TileName(level, parseGroups(index), width);
  }

  private static int small(String s, int most) throws MalformedInput {
    long n = NoteText.decimal(NAME, s);
    if (n > most) {
      throw malformed("at most " + most + " expected");
    }
    return (int) n;
  }

  private static MalformedInput malformed(String reason) {
    return new MalformedInput(NAME, -1, reason);
  }
}
