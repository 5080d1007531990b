package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JcsWriter;
import dev.attestry.codec.MalformedInput;
import java.util.List;

/**
 * Where a piece of evidence lies and what it must hash to.
 *
 * @param pack object name of the pack below the shard: {@code ev/<sha256>}
 * @param name name of the item in the pack
 * @param mediaType its media type
 * @param digest SHA-256 of salt and item, 32 bytes
 */
public record EvidenceReference(String pack, String name, String mediaType, Bytes digest) {

  static List<EvidenceReference> readAll(Fields f) throws MalformedInput {
    return f.list("evidence", EvidenceReference::read);
  }

  private static EvidenceReference read(Fields f) throws MalformedInput {
    Bytes digest = f.base64("digest", 32);
    String mediaType = f.text("media_type", Limits.ASCII);
    String name = f.text("name", Limits.ASCII);
    String pack = f.reference("pack");
    return new EvidenceReference(pack, name, mediaType, digest);
  }

  static void writeAll(List<EvidenceReference> evidence, JcsWriter entry) {
    entry.array("evidence", evidence, EvidenceReference::write);
  }

  private static void write(EvidenceReference e, JcsWriter o) {
    o.base64("digest", e.digest).put("media_type", e.mediaType);
    o.put("name", e.name).put("pack", e.pack);
  }
}
