package dev.attestry.crypto;

import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Textual encodings (RFC 7468), bounded: at most 64 blocks in 1 MiB. Other text between blocks is
 * legal; a block of the wanted kind that cannot be read is an error, never left out.
 */
public final class Pem {

  private static final int MAX_BLOCKS = 64;
  private static final int MAX_LENGTH = 1 << 20;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

  private Pem() {}

  /** The contents of all blocks with this label, in order. */
  public static List<Bytes> blocks(String structure, String label, Bytes text)
      throws MalformedInput {
    if (text.length() > MAX_LENGTH) {
      throw new MalformedInput(structure, -1, "PEM of more than " + MAX_LENGTH + " bytes");
    }
    List<Bytes> out = new ArrayList<>();
    String pem = new String(text.toArray(), StandardCharsets.ISO_8859_1);
    Matcher m = BLOCK.matcher(pem);
    while (m.find()) {
      if (!m.group(1).equals(label)) {
        continue;
      }
      if (out.size() == MAX_BLOCKS) {
        throw new MalformedInput(structure, m.start(), "more than " + MAX_BLOCKS + " PEM blocks");
      }
      out.add(Base64s.decode(structure, SPACE.matcher(m.group(2)).replaceAll("")));
    }
    if (count(pem, "-----BEGIN " + label + "-----") != out.size()) {
      throw new MalformedInput(structure, -1, "a PEM block has no end or is not base64");
    }
    return out;
  }

  private static int count(String text, String part) {
    int n = 0;
    for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length())) {
      n++;
    }
    return n;
  }

  /** One DER certificate, or all certificates of a PEM text; at least one. */
  public static List<X509Certificate> certificates(String structure, Bytes derOrPem)
      throws MalformedInput {
    if (!derOrPem.isEmpty() && derOrPem.u8(0) == 0x30) {
      return List.of(Crypto.certificate(structure, derOrPem));
    }
    List<X509Certificate> out = new ArrayList<>();
    for (Bytes der : blocks(structure, "CERTIFICATE", derOrPem)) {
      out.add(Crypto.certificate(structure, der));
    }
    if (out.isEmpty()) {
      throw new MalformedInput(structure, 0, "neither a DER nor a PEM certificate");
    }
    return out;
  }
}
