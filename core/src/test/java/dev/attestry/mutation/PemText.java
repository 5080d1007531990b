package dev.attestry.mutation;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Pem;
import java.util.List;

/** Which bytes of certificates and lists in PEM say nothing. */
final class PemText {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";

  private PemText() {}

  /** White space within a block, and all that stands between blocks. */
  static boolean idle(Bytes pem, int at) {
    String text = pem.latin1();
    int begin = text.lastIndexOf(BEGIN, at);
    int end = text.lastIndexOf(END, at);
    boolean within = begin >= 0 && begin > end || at < mark(text, end);
    return text.contains(BEGIN) && (!within || " \t\r\n".indexOf(text.charAt(at)) >= 0);
  }

  /** Where the line ends that closes a block. */
  private static int mark(String text, int end) {
    return end < 0 ? 0 : text.indexOf("-----", end + END.length()) + "-----".length();
  }

  /** The same certificates behind the same bytes. */
  static boolean sameChain(Bytes one, Bytes other) {
    int from = one.indexOf(Bytes.utf8(BEGIN));
    try {
      return from > 0
          && from == other.indexOf(Bytes.utf8(BEGIN))
          && one.slice(0, from).equals(other.slice(0, from))
          && certificates(one, from).equals(certificates(other, from));
    } catch (MalformedInput e) {
      return false;
    }
  }

  private static List<?> certificates(Bytes b, int from) throws MalformedInput {
    return Pem.certificates("chain", b.slice(from, b.length()));
  }

  /** Without the block around a byte. */
  static Bytes without(Bytes pem, int at) {
    String text = pem.latin1();
    int begin = text.lastIndexOf(BEGIN, at);
    int end = text.indexOf(END, begin < 0 ? 0 : begin);
    return begin < 0 || end < 0
        ? pem
        : Bytes.concat(pem.slice(0, begin), pem.slice(mark(text, end), pem.length()));
  }
}
