package dev.attestry.codec;

/** Where the parts of a JSON text stand in its bytes: signatures cover bytes, not values. */
public final class JsonSpan {

  private JsonSpan() {}

  /**
   * The bytes of the object that is a member of the outermost object, from brace to brace.
   *
   * @param json an object that {@link Json} has read, so that it is well-formed and no name stands
   *     in it twice
   * @param member its name, which must stand there without escapes
   */
  public static Bytes ofObject(String structure, Bytes json, String member) throws MalformedInput {
    Bytes wanted = Bytes.utf8(member);
    int depth = 0;
    int from = -1;
    boolean name = false;
    boolean found = false;
    for (int at = 0; at < json.length(); at++) {
      switch (json.u8(at)) {
        case '"' -> {
          int end = closingQuote(json, at + 1);
          if (depth == 1 && name) {
            found = json.view(at + 1, end).equals(wanted);
            name = false;
          }
          at = end;
        }
        case '{', '[' -> {
          if (depth == 1 && found && json.u8(at) == '{') {
            from = at;
          }
          depth++;
          name = depth == 1;
        }
        case '}', ']' -> {
          depth--;
          if (depth == 1 && from >= 0) {
            return json.slice(from, at + 1);
          }
        }
        case ',' -> {
          if (depth == 1) {
            name = true;
            found = false;
          }
        }
        default -> {} // colons, white space, numbers and literals
      }
    }
    throw new MalformedInput(structure, -1, "no object \"" + member + "\"");
  }

  private static int closingQuote(Bytes json, int from) {
    int at = from;
    while (at < json.length() - 1 && json.u8(at) != '"') {
      at += json.u8(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, json.length() - 1);
  }
}
