package dev.attestry.scheme.ima;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads binary_runtime_measurements (Linux ima_fs.c, ima_measurements_show); little-endian. */
final class ImaBinaryParser {

  private static final String STRUCTURE = "IMA list";
  private static final int MAX_PCR = 23;
  private static final int TEMPLATE_HASH = 20;
  private static final int MAX_TEMPLATE_NAME = 64;

  private ImaBinaryParser() {}

  static List<ImaEntry> parse(Bytes list) throws MalformedInput {
    ByteReader in = ByteReader.of(STRUCTURE, list);
    List<ImaEntry> out = new ArrayList<>();
    do {
      out.add(entry(in));
    } while (!in.atEnd());
    return out;
  }

  private static ImaEntry entry(ByteReader in) throws MalformedInput {
    long pcr = in.u32le();
    if (pcr > MAX_PCR) {
      throw in.malformed("register 0 to 23 expected, " + pcr + " found");
    }
    Bytes hash = in.take(TEMPLATE_HASH);
    long nameLength = in.u32le();
    if (nameLength == 0 || nameLength > MAX_TEMPLATE_NAME) {
      throw in.malformed("a template name of " + nameLength + " bytes");
    }
    String template = name(in, in.take(nameLength));
    if (template.equals(ImaTemplate.ORIGINAL)) {
      return original(in, (int) pcr, hash);
    }
    Bytes data = in.take(in.u32le());
    List<Bytes> fields =
        ImaTemplate.known(template) ? ImaTemplate.fields(template, data) : List.of();
    return new ImaEntry((int) pcr, hash, template, Optional.of(data), fields);
  }

  private static ImaEntry original(ByteReader in, int pcr, Bytes hash) throws MalformedInput {
    Bytes digest = in.take(ImaTemplate.ORIGINAL_DIGEST);
    long n = in.u32le();
    if (n >= ImaTemplate.ORIGINAL_NAME) {
      throw in.malformed("a name of " + n + " bytes; at most 255 fit the template");
    }
    Bytes name = in.take(n);
    return new ImaEntry(
        pcr,
        hash,
        ImaTemplate.ORIGINAL,
        Optional.of(ImaTemplate.originalData(digest, name)),
        List.of(digest, name));
  }

  private static String name(ByteReader in, Bytes name) throws MalformedInput {
    for (int i = 0; i < name.length(); i++) {
      if (name.u8(i) <= ' ' || name.u8(i) >= 0x7f) {
        throw in.malformed("a template name that is not printable ASCII");
      }
    }
    return name.utf8();
  }
}
