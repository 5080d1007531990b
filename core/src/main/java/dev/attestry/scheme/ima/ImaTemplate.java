package dev.attestry.scheme.ima;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The templates whose fields we know (Linux ima_template.c), and their data in bytes. */
final class ImaTemplate {

  /** The original template: no lengths, the name padded to a fixed size. */
  static final String ORIGINAL = "ima";

  static final int ORIGINAL_DIGEST = 20;
  static final int ORIGINAL_NAME = 256;

  /** How a field is written in the ASCII list. */
  enum Field {
    DIGEST,
    TEXT,
    HEX
  }

  private static final Map<String, List<Field>> KNOWN =
      Map.of(
          "ima-ng", List.of(Field.DIGEST, Field.TEXT),
          "ima-ngv2", List.of(Field.DIGEST, Field.TEXT),
          "ima-sig", List.of(Field.DIGEST, Field.TEXT, Field.HEX),
          "ima-sigv2", List.of(Field.DIGEST, Field.TEXT, Field.HEX),
          "ima-buf", List.of(Field.DIGEST, Field.TEXT, Field.HEX),
          "ima-modsig", List.of(Field.DIGEST, Field.TEXT, Field.HEX, Field.DIGEST, Field.HEX));

  private ImaTemplate() {}

  static boolean known(String name) {
    return KNOWN.containsKey(name);
  }

  static List<Field> fields(String name) {
    return KNOWN.getOrDefault(name, List.of());
  }

  /** The data of the original template: digest, then the name padded with NULs. */
  static Bytes originalData(Bytes digest, Bytes name) {
    return Bytes.concat(digest, name, Bytes.zeros(ORIGINAL_NAME - name.length()));
  }

  /** Template data: each field with its length in front. */
  static Bytes data(List<Bytes> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Bytes f : fields) {
      int n = f.length();
      out.writeBytes(new byte[] {(byte) n, (byte) (n >> 8), (byte) (n >> 16), (byte) (n >> 24)});
      out.writeBytes(f.toArray());
    }
    return Bytes.of(out.toByteArray());
  }

  /** The fields of template data; it must hold exactly those that its template has. */
  static List<Bytes> fields(String name, Bytes data) throws MalformedInput {
    ByteReader in = ByteReader.of("IMA template data", data);
    List<Bytes> out = new ArrayList<>();
    for (int i = 0; i < fields(name).size(); i++) {
      out.add(in.take(in.u32le()));
    }
    in.expectEnd();
    return out;
  }
}
