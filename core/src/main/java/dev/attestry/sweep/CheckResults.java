package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.DocumentReader;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What goes from who checks to who appends: outcomes, whose evidence stands in the bucket already.
 * A line that says what it is, then an outcome a line.
 *
 * @param genesis SHA-256 of the genesis of the log that asked for them
 * @param map identity of the flow map that they are outcomes of
 */
public record CheckResults(Bytes genesis, String map, List<Outcome> outcomes) {

  /** The value of the field {@code v}. */
  public static final String FORMAT = "attestry/check-results/v2";

  private static final String STRUCTURE = "check results";

  /** The longest message: as many outcomes as a request has components, each as long as it gets. */
  private static final int MAX_LENGTH = CheckRequest.MAX_COMPONENTS * 65_536 + 4096;

  public CheckResults {
    outcomes = List.copyOf(outcomes);
    if (genesis.length() != 32) {
      throw new IllegalArgumentException("genesis of 32 bytes expected");
    }
    Heads.requireIdentities(map);
  }

  /**
   * The same outcomes in as few messages as fit; none where there is no outcome.
   *
   * @param maxLength of one message, in bytes; an outcome that is longer by itself is not split
   */
  public List<CheckResults> parts(int maxLength) {
    List<CheckResults> parts = new ArrayList<>();
    List<Outcome> part = new ArrayList<>();
    int length = first().length();
    for (Outcome o : outcomes) {
      int more = o.encode().length() + 1;
      if (!part.isEmpty() && length + more > maxLength) {
        parts.add(new CheckResults(genesis, map, part));
        part.clear();
        length = first().length();
      }
      part.add(o);
      length += more;
    }
    if (!part.isEmpty()) {
      parts.add(new CheckResults(genesis, map, part));
    }
    return parts;
  }

  private Bytes first() {
    return Bytes.utf8(
        Json.object().put("v", FORMAT).put("genesis", genesis.hex()).put("map", map) + "\n");
  }

  /** As a queue carries it. */
  public Bytes encode() {
    List<Bytes> lines = new ArrayList<>();
    lines.add(first());
    for (Outcome o : outcomes) {
      lines.add(o.encode());
      lines.add(Bytes.of('\n'));
    }
    return Bytes.concat(lines.toArray(Bytes[]::new));
  }

  /** Reads what {@link #encode} wrote. */
  public static CheckResults parse(Bytes message) throws MalformedInput {
    if (message.length() > MAX_LENGTH) {
      throw new MalformedInput(STRUCTURE, 0, "more than " + MAX_LENGTH + " bytes");
    }
    List<Bytes> lines = lines(message);
    if (lines.isEmpty()) {
      throw new MalformedInput(STRUCTURE, 0, "empty");
    }
    return of(Json.readObject(STRUCTURE, lines.get(0)), lines.subList(1, lines.size()));
  }

  private static CheckResults of(ObjectNode first, List<Bytes> lines) throws MalformedInput {
    Heads.requireVersion(STRUCTURE, first, FORMAT);
    DocumentReader r = DocumentReader.of(STRUCTURE, first);
    r.expectOnly(
        Set.of("v", "genesis", "map"), "field of check results", "docs/formats/messages.md");
    String genesis = r.requiredText("genesis");
    String map = r.requiredText("map");
    List<Outcome> outcomes = new ArrayList<>();
    for (Bytes line : lines) {
      outcomes.add(Outcome.parse(line));
    }
    try {
      r.done();
      return new CheckResults(Heads.genesis(STRUCTURE, genesis), map, outcomes);
    } catch (InvalidDocument | IllegalArgumentException e) {
      throw new MalformedInput(STRUCTURE, 0, String.valueOf(e.getMessage()));
    }
  }

  private static List<Bytes> lines(Bytes message) throws MalformedInput {
    List<Bytes> lines = new ArrayList<>();
    for (int from = 0; from < message.length(); ) {
      int end = message.indexOf('\n', from, message.length());
      if (end < 0) {
        throw new MalformedInput(STRUCTURE, from, "a line without its end");
      }
      lines.add(message.slice(from, end));
      from = end + 1;
    }
    return lines;
  }
}
