package dev.attestry.collateral;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer of a vendor as {@code curl -i} or {@code wget --save-headers} keeps it: status line,
 * headers, an empty line and the document; or the document alone.
 *
 * @param headers names in lower case
 */
record SavedAnswer(Map<String, String> headers, Bytes body) {

  private static final String STRUCTURE = "saved answer";
  private static final Bytes STATUS_LINE = Bytes.utf8("HTTP/");
  private static final int MAX_HEAD = 64 << 10;

  SavedAnswer {
    headers = Map.copyOf(headers);
  }

  /** Reads one; what does not begin with a status line is a document alone. */
  static SavedAnswer parse(Bytes file) throws MalformedInput {
    if (!file.startsWith(STATUS_LINE)) {
      return new SavedAnswer(Map.of(), file);
    }
    String start = file.slice(0, Math.min(file.length(), MAX_HEAD)).latin1();
    int crlf = start.indexOf("\r\n\r\n");
    int end = crlf < 0 ? start.indexOf("\n\n") : crlf;
    if (end < 0) {
      throw new MalformedInput(STRUCTURE, 0, "headers without an empty line after them");
    }
    String[] lines = start.substring(0, end).split("\r?\n", -1);
    if (!lines[0].matches("HTTP/[0-9.]{1,3} 200( .*)?")) {
      throw new MalformedInput(STRUCTURE, 0, "the vendor did not answer 200: fetch it anew");
    }
    return new SavedAnswer(headers(lines), file.slice(end + (crlf < 0 ? 2 : 4), file.length()));
  }

  private static Map<String, String> headers(String[] lines) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        all.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return all;
  }

  /** Certificates in a header, in which they are escaped as in an address; empty without it. */
  String certificates(String header) throws MalformedInput {
    String value = headers.getOrDefault(header.toLowerCase(Locale.ROOT), "");
    try {
      return URLDecoder.decode(value, StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      throw new MalformedInput(STRUCTURE, -1, "header " + header + " cannot be read");
    }
  }
}
