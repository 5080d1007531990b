package dev.attestry.mutation;

import dev.attestry.codec.Bytes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a byte of an IMA list belongs to; the list is a good one. */
final class ListBytes {

  private static final int TEMPLATE_HASH = 20;

  /** The template whose data are a digest and a name, without a length of both. */
  private static final Bytes ORIGINAL = Bytes.utf8("ima");

  private static final Pattern ASCII_VIOLATION = Pattern.compile("(?m)^ *\\d+ 0{40} \\S+ (.*)$");

  private ListBytes() {}

  /** The data of an entry whose template hash is zero. */
  static boolean ofAViolation(Mutant m) {
    Bytes list = m.original();
    if (list.u8(0) == ' ' || list.u8(0) == '1') {
      Matcher line = ASCII_VIOLATION.matcher(list.latin1());
      while (line.find()) {
        if (m.at() >= line.start(1) && m.at() < line.end(1)) {
          return true;
        }
      }
      return false;
    }
    int at = 0;
    while (at < list.length()) {
      Bytes hash = list.slice(at + 4, at + 4 + TEMPLATE_HASH);
      int name = at + 4 + TEMPLATE_HASH + 4;
      int size = name + u32(list, name - 4);
      boolean original = list.slice(name, size).equals(ORIGINAL);
      int data = original ? size : size + 4;
      int end = original ? size + 24 + u32(list, size + 20) : data + u32(list, size);
      if (m.at() < end) {
        return m.at() >= data && hash.isZero();
      }
      at = end;
    }
    return false;
  }

  private static int u32(Bytes b, int at) {
    return b.u8(at) | b.u8(at + 1) << 8 | b.u8(at + 2) << 16 | b.u8(at + 3) << 24;
  }
}
