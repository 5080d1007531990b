package dev.attestry.scheme.ima;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads ascii_runtime_measurements, one entry a line: register, template hash, template name,
 * fields, each after one space. The kernel writes names as they are, so a name with a line feed
 * breaks a line in two; such a list is refused or fails its template hashes, never misread.
 */
final class ImaAsciiParser {

  private static final String STRUCTURE = "IMA list (ASCII)";
  private static final int MAX_PCR = 23;
  private static final Set<Integer> HASH_LENGTHS = Set.of(20, 32, 48, 64);

  private final String text;
  private int at;

  private ImaAsciiParser(Bytes list) {
    // One char for each byte, so that names of any encoding survive.
    this.text = new String(list.toArray(), StandardCharsets.ISO_8859_1);
  }

  static List<ImaEntry> parse(Bytes list) throws MalformedInput {
    ImaAsciiParser p = new ImaAsciiParser(list);
    List<ImaEntry> out = new ArrayList<>();
    do {
      out.add(p.line());
      if (out.get(0).templateHash().length() != out.get(out.size() - 1).templateHash().length()) {
        throw p.malformed("template hashes of two lengths");
      }
    } while (p.at < p.text.length());
    return out;
  }

  private ImaEntry line() throws MalformedInput {
    int end = text.indexOf('\n', at);
    String line = text.substring(at, end < 0 ? text.length() : end);
    // "%2d " leaves a blank before registers of one digit.
    String[] part = (line.startsWith(" ") ? line.substring(1) : line).split(" ", 4);
    if (part.length < 4) {
      throw malformed("register, template hash, template name and fields expected");
    }
    int pcr = register(part[0]);
    Bytes hash = hex(part[1]);
    if (!HASH_LENGTHS.contains(hash.length())) {
      throw malformed("a template hash of " + hash.length() + " bytes");
    }
    ImaEntry entry = entry(pcr, hash, part[2], part[3]);
    at = end < 0 ? text.length() : end + 1;
    return entry;
  }

  private ImaEntry entry(int pcr, Bytes hash, String template, String rest) throws MalformedInput {
    if (template.equals(ImaTemplate.ORIGINAL)) {
      String[] part = rest.split(" ", 2);
      Bytes digest = hex(part[0]);
      Bytes name = raw(part.length > 1 ? part[1] : "");
      if (digest.length() != ImaTemplate.ORIGINAL_DIGEST
          || name.length() >= ImaTemplate.ORIGINAL_NAME) {
        throw malformed("a digest of 20 bytes and a name of at most 255 expected");
      }
      Bytes data = ImaTemplate.originalData(digest, name);
      return new ImaEntry(pcr, hash, template, Optional.of(data), List.of(digest, name));
    }
    if (!ImaTemplate.known(template)) {
      return new ImaEntry(pcr, hash, "other", Optional.empty(), List.of());
    }
    List<ImaTemplate.Field> kinds = ImaTemplate.fields(template);
    String[] part = rest.split(" ", -1);
    if (part.length > kinds.size()) {
      throw malformed(template + " has " + kinds.size() + " fields, " + part.length + " found");
    }
    List<Bytes> fields = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      fields.add(field(kinds.get(i), i < part.length ? part[i] : ""));
    }
    return new ImaEntry(pcr, hash, template, Optional.of(ImaTemplate.data(fields)), fields);
  }

  private Bytes field(ImaTemplate.Field kind, String s) throws MalformedInput {
    return switch (kind) {
      case DIGEST -> digest(s);
      case TEXT -> Bytes.concat(raw(s), Bytes.of(0));
      case HEX -> hex(s);
    };
  }

  /** "sha256:ab12…" stands for "sha256:", NUL, digest; v2 has a type in front. */
  private Bytes digest(String s) throws MalformedInput {
    if (s.isEmpty()) {
      return Bytes.EMPTY;
    }
    int colon = s.lastIndexOf(':');
    if (colon < 0) {
      throw malformed("algorithm and digest expected");
    }
    Bytes digest = hex(s.substring(colon + 1));
    String algorithm = s.substring(s.lastIndexOf(':', colon - 1) + 1, colon);
    Optional<HashAlgorithm> known = HashAlgorithm.ofName(algorithm);
    if (known.isPresent() && known.get().length() != digest.length()) {
      throw malformed("a digest of another length than its algorithm's");
    }
    return Bytes.concat(raw(s.substring(0, colon + 1)), Bytes.of(0), digest);
  }

  private int register(String s) throws MalformedInput {
    boolean digits =
        !s.isEmpty() && s.length() <= 2 && s.chars().allMatch(c -> c >= '0' && c <= '9');
    int pcr = digits ? Integer.parseInt(s) : MAX_PCR + 1;
    if (pcr > MAX_PCR || s.length() == 2 && pcr < 10) {
      throw malformed("register 0 to 23 expected");
    }
    return pcr;
  }

  /** The kernel writes lower case only. */
  private Bytes hex(String s) throws MalformedInput {
    boolean hex =
        s.length() % 2 == 0
            && s.chars().allMatch(c -> HexFormat.isHexDigit(c) && !(c >= 'A' && c <= 'F'));
    if (!hex) {
      throw malformed("lower-case hexadecimal digits expected");
    }
    return Bytes.ofHex(s);
  }

  private static Bytes raw(String s) {
    return Bytes.of(s.getBytes(StandardCharsets.ISO_8859_1));
  }

  private MalformedInput malformed(String reason) {
    return new MalformedInput(STRUCTURE, at, reason);
  }
}
