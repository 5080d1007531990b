package dev.attestry.scheme.tcg;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads PCR values from JSON as all tools write them: names and digits without escapes, each bank
 * and register once. Whatever is not so is left to the JSON reader, which says what is wrong with
 * it; a quote comes with its values each time, and building a tree of them takes as long as
 * checking the signature.
 */
final class PcrText {

  private final Bytes text;
  private int at;

  private PcrText(Bytes text) {
    this.text = text;
  }

  /** The values by bank and register; empty if the text has another form. */
  static Optional<Map<HashAlgorithm, @Nullable Bytes[]>> read(Bytes text) {
    PcrText in = new PcrText(text);
    Map<HashAlgorithm, @Nullable Bytes[]> banks = new EnumMap<>(HashAlgorithm.class);
    boolean more = in.next('{');
    while (more) {
      Optional<HashAlgorithm> bank = HashAlgorithm.ofName(in.string());
      if (bank.isEmpty() || banks.containsKey(bank.get()) || !in.next(':')) {
        return Optional.empty();
      }
      @Nullable Bytes[] values = new @Nullable Bytes[PcrSelection.PCRS];
      if (!in.bank(bank.get(), values)) {
        return Optional.empty();
      }
      banks.put(bank.get(), values);
      more = in.next(',');
    }
    return !banks.isEmpty() && in.next('}') && in.peek() < 0
        ? Optional.of(banks)
        : Optional.empty();
  }

  private boolean bank(HashAlgorithm hash, @Nullable Bytes[] values) {
    if (!next('{')) {
      return false;
    }
    do {
      int pcr = index(string());
      if (pcr < 0 || values[pcr] != null || !next(':')) {
        return false;
      }
      values[pcr] = hex(hash.length());
      if (values[pcr] == null) {
        return false;
      }
    } while (next(','));
    return next('}');
  }

  /** 0 to 23 in the one spelling; -1 for anything else. */
  private static int index(String name) {
    int n = name.isEmpty() || name.length() > 2 ? -1 : 0;
    for (int i = 0; n >= 0 && i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      boolean leadingZero = n == 0 && i > 0;
      n = digit < 0 || digit > 9 || leadingZero ? -1 : n * 10 + digit;
    }
    return n < PcrSelection.PCRS ? n : -1;
  }

  /** A short string without escapes; the empty one for anything else. */
  private String string() {
    StringBuilder s = new StringBuilder(8);
    if (next('"')) {
      while (at < text.length() && s.length() < 8) {
        int c = text.u8(at++);
        if (c == '"') {
          return s.toString();
        }
        if (c == '\\' || c < ' ' || c > '~') {
          return "";
        }
        s.append((char) c);
      }
    }
    return "";
  }

  private @Nullable Bytes hex(int length) {
    if (!next('"') || text.length() - at < 2 * length + 1 || text.u8(at + 2 * length) != '"') {
      return null;
    }
    byte[] value = new byte[length];
    for (int i = 0; i < length; i++) {
      int high = text.u8(at++);
      int low = text.u8(at++);
      if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
        return null;
      }
      value[i] = (byte) (HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low));
    }
    at++;
    return Bytes.of(value);
  }

  /** Steps past this character, if it comes next. */
  private boolean next(char c) {
    boolean is = peek() == c;
    at += is ? 1 : 0;
    return is;
  }

  /** The next character after white space; -1 at the end. */
  private int peek() {
    while (at < text.length()) {
      int c = text.u8(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c;
      }
      at++;
    }
    return -1;
  }
}
