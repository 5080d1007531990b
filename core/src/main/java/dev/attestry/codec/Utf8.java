package dev.attestry.codec;

/** Well-formed UTF-8 (Unicode, table 3-7), checked without decoding it. */
public final class Utf8 {

  private Utf8() {}

  public static boolean isWellFormed(Bytes bytes) {
    byte[] in = bytes.array();
    int at = bytes.start();
    int end = at + bytes.length();
    while (at < end) {
      if (at + 8 <= end && (Swar.load(in, at) & Swar.TOPS) == 0) {
        at += 8;
      } else if (in[at] >= 0) {
        at++;
      } else {
        int n = sequence(in, at, end);
        if (n == 0) {
          return false;
        }
        at += n;
      }
    }
    return true;
  }

  /** Length of the sequence of two to four bytes that begins here; 0 if it is ill-formed. */
  static int sequence(byte[] in, int at, int end) {
    int lead = in[at] & 0xff;
    int n = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (n == 0 || at + n > end) {
      return 0;
    }
    int second = in[at + 1] & 0xff;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = at + 2; i < at + n; i++) {
      if ((in[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return n;
  }
}
