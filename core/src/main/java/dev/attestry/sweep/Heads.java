package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.NiUri;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What each message between functions begins with: what it is, and of which log. */
final class Heads {

  /** What any version of our functions writes; any other value is not quoted. */
  private static final Pattern OURS = Pattern.compile("attestry/[a-z-]{1,40}/v[0-9]{1,9}");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Heads() {}

  /** Refuses another version before anything else of the message is read. */
  static void requireVersion(String structure, ObjectNode head, String format)
      throws MalformedInput {
    String found = head.path("v").asText();
    if (OURS.matcher(found).matches() && !found.equals(format)) {
      throw new MalformedInput(
          structure,
          -1,
          format
              + " expected, "
              + found
              + " found: if another version of the functions wrote it, see \"Upgrade\" in"
              + " infra/README.md");
    }
    if (!found.equals(format)) {
      throw new MalformedInput(structure, -1, "\"v\": " + format + " expected");
    }
  }

  /** What names no document could never be read: a message with it would come again for ever. */
  static void requireIdentities(String... identities) {
    if (!Stream.of(identities).allMatch(i -> NiUri.sha384(i).isPresent())) {
      throw new IllegalArgumentException(
          "identities of documents expected (map, policy, anchors): ni:///sha-384;…");
    }
  }

  /** The SHA-256 of a log's genesis. */
  static Bytes genesis(String structure, String hex) throws MalformedInput {
    if (!SHA256.matcher(hex).matches()) {
      throw new MalformedInput(
          structure, -1, "\"genesis\": a SHA-256 in 64 hexadecimal digits expected");
    }
    return Bytes.ofHex(hex);
  }
}
