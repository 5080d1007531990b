package dev.attestry.crypto;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Textual encodings (RFC 7468), bounded: at most 64 blocks in 1 MiB. Other text between blocks is
 * legal; a block of the wanted kind that cannot be read, or that has no beginning or no end, is an
 * error, never left out.
 */
public final class Pem {

  private static final int MAX_BLOCKS = 64;
  private static final int MAX_LENGTH = 1 << 20;

  /** Certificates by their block's text: of an authority not even the base64 is read again. */
  private static final SecondSight<X509Certificate> KNOWN = new SecondSight<>();

  private Pem() {}

  /** The contents of all blocks with this label, in order. */
  public static List<Bytes> blocks(String structure, String label, Bytes text)
      throws MalformedInput {
    List<Bytes> out = new ArrayList<>();
    for (Bytes body : bodies(structure, label, text)) {
      out.add(Base64s.decodeSpaced(structure, body));
    }
    return out;
  }

  /** One DER certificate, or all certificates of a PEM text; at least one. */
  public static List<X509Certificate> certificates(String structure, Bytes derOrPem)
      throws MalformedInput {
    if (!derOrPem.isEmpty() && derOrPem.u8(0) == 0x30) {
      return List.of(Crypto.certificate(structure, derOrPem));
    }
    List<X509Certificate> out = new ArrayList<>();
    for (Bytes body : bodies(structure, "CERTIFICATE", derOrPem)) {
      out.add(certificate(structure, body));
    }
    if (out.isEmpty()) {
      throw new MalformedInput(structure, 0, "neither a DER nor a PEM certificate");
    }
    return out;
  }

  private static X509Certificate certificate(String structure, Bytes body) throws MalformedInput {
    @Nullable X509Certificate known = KNOWN.get(body);
    if (known == null) {
      known = Crypto.certificate(structure, Base64s.decodeSpaced(structure, body));
      KNOWN.put(body, known);
    }
    return known;
  }

  /** What stands between the two lines of each block. */
  private static List<Bytes> bodies(String structure, String label, Bytes text)
      throws MalformedInput {
    if (text.length() > MAX_LENGTH) {
      throw new MalformedInput(structure, -1, "PEM of more than " + MAX_LENGTH + " bytes");
    }
    // Scanned by hand: a regular expression takes longer than checking a signature does.
    String pem = text.latin1();
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    List<Bytes> out = new ArrayList<>();
    int at = 0;
    for (int to = pem.indexOf(end); to >= 0; to = pem.indexOf(end, at)) {
      int from = pem.indexOf(begin, at);
      if (from < 0 || from > to) {
        throw new MalformedInput(structure, to, "a PEM block has no beginning");
      }
      if (out.size() == MAX_BLOCKS) {
        throw new MalformedInput(structure, from, "more than " + MAX_BLOCKS + " PEM blocks");
      }
      out.add(text.slice(from + begin.length(), to));
      at = to + end.length();
    }
    int open = pem.indexOf(begin, at);
    if (open >= 0) {
      throw new MalformedInput(structure, open, "a PEM block has no end or is not base64");
    }
    return out;
  }
}
