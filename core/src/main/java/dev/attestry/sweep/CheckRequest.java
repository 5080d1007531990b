package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.appraisal.Grace;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Id;
import dev.attestry.chain.Link;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.DocumentReader;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Challenge;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What goes from who plans to who checks: components of one slot and all that a check of them needs
 * to know of the log, so that who checks need not read it. A queue may deliver it twice, late or
 * never: entries are recognised by slot and component, and the plan that stands says what is due.
 *
 * @param genesis SHA-256 of the genesis of the log that plans it, and that its results belong to
 * @param origin the log's origin
 * @param map identity of the flow map, as those of the policy and of the anchors
 * @param graces the grace windows in force
 * @param size leaves of the log after commit {@code slot.since}, from which challenges are made
 * @param root RFC 6962 root at that size, 32 bytes
 * @param components at most {@value #MAX_COMPONENTS}
 * @param attempt from 1; rises when a request goes back for a passing reason
 */
public record CheckRequest(
    Bytes genesis,
    String origin,
    String map,
    String policy,
    String anchors,
    List<Grace> graces,
    Slot slot,
    long size,
    Bytes root,
    List<Due> components,
    int attempt) {

  /** The most components of one request. */
  public static final int MAX_COMPONENTS = 256;

  /** The value of the field {@code v}. */
  public static final String FORMAT = "attestry/check-request/v2";

  private static final String STRUCTURE = "check request";
  private static final String SEE = "docs/formats/messages.md";
  private static final Set<String> FIELDS =
      Set.of(
          "v",
          "genesis",
          "origin",
          "map",
          "policy",
          "anchors",
          "graces",
          "slot",
          "deadline",
          "plan",
          "since",
          "size",
          "root",
          "components",
          "attempt");

  /**
   * One component to check.
   *
   * @param lastAffirming when it last was in order, if it is now: grace is for what was
   */
  public record Due(String component, Optional<Instant> lastAffirming) {}

  public CheckRequest {
    graces = List.copyOf(graces);
    components = List.copyOf(components);
    if (components.isEmpty() || components.size() > MAX_COMPONENTS) {
      throw new IllegalArgumentException("1 to 256 components expected");
    }
    if (genesis.length() != 32 || root.length() != 32) {
      throw new IllegalArgumentException("genesis and root of 32 bytes expected");
    }
    Heads.requireIdentities(map, policy, anchors);
    requireIds(slot, components);
  }

  /** What could never become an entry is no request: its gaps could not be written either. */
  private static void requireIds(Slot slot, List<Due> components) {
    try {
      components.forEach(d -> id(d, slot));
    } catch (IllegalArgumentException e) { // it quotes them
      throw new IllegalArgumentException("no entry can be named by slot and component", e);
    }
  }

  private static Id id(Due due, Slot slot) {
    return new Id(due.component(), slot.name(), 1);
  }

  /** A challenge for one component, made from the commit that the request names. */
  Challenge challenge(String component, Bytes salt) {
    return new Challenge(origin, size, root, component, salt, Optional.empty());
  }

  /** The same slot, for some of its components, asked once more. */
  public CheckRequest again(List<Due> left) {
    return of(left, attempt + 1);
  }

  private CheckRequest of(List<Due> some, int attempts) {
    return new CheckRequest(
        genesis, origin, map, policy, anchors, graces, slot, size, root, some, attempts);
  }

  /**
   * The same request in messages that fit.
   *
   * @param maxLength of one message, in bytes; one component alone is not split
   */
  public List<CheckRequest> parts(int maxLength) {
    int half = components.size() / 2;
    if (half == 0 || encode().length() <= maxLength) {
      return List.of(this);
    }
    List<CheckRequest> parts = new ArrayList<>();
    parts.addAll(of(components.subList(0, half), attempt).parts(maxLength));
    parts.addAll(of(components.subList(half, components.size()), attempt).parts(maxLength));
    return parts;
  }

  /** A gap of each component, for a request that came to nothing. */
  public List<Outcome> gaps(String reason) {
    GapContent gap = new GapContent(slot.name(), slot.deadline(), reason, slot.plan(), List.of());
    return components.stream().map(d -> new Outcome(id(d, slot), slot.since(), gap)).toList();
  }

  /** As a queue carries it: JSON. */
  public Bytes encode() {
    ObjectNode o = Json.object();
    o.put("v", FORMAT).put("genesis", genesis.hex()).put("origin", origin);
    o.put("map", map).put("policy", policy);
    o.put("anchors", anchors);
    ArrayNode windows = o.putArray("graces");
    graces.forEach(g -> windows.add(g.toJson()));
    o.put("slot", slot.name()).put("deadline", slot.deadline().toString());
    o.putObject("plan")
        .put("index", slot.plan().index())
        .put("leaf", Base64s.encode(slot.plan().leaf()));
    o.put("since", slot.since()).put("size", size).put("root", Base64s.encode(root));
    ArrayNode due = o.putArray("components");
    for (Due d : components) {
      ObjectNode c = due.addObject().put("name", d.component());
      d.lastAffirming().ifPresent(t -> c.put("last_affirming", t.toString()));
    }
    o.put("attempt", attempt);
    return Bytes.utf8(o.toString());
  }

  /** Reads what {@link #encode} wrote. */
  public static CheckRequest parse(Bytes json) throws MalformedInput {
    try {
      return read(Json.readObject(STRUCTURE, json));
    } catch (InvalidDocument | IllegalArgumentException | DateTimeParseException e) {
      throw new MalformedInput(STRUCTURE, -1, String.valueOf(e.getMessage()));
    }
  }

  private static CheckRequest read(ObjectNode o) throws MalformedInput, InvalidDocument {
    Heads.requireVersion(STRUCTURE, o, FORMAT);
    DocumentReader r = DocumentReader.of(STRUCTURE, o);
    r.expectOnly(FIELDS, "field of a check request", SEE);
    long since = r.number("since", 0, Long.MAX_VALUE).orElse(-1L);
    long size = r.number("size", 0, Long.MAX_VALUE).orElse(-1L);
    int attempt = r.number("attempt", 1, 1000).orElse(0L).intValue();
    Optional<DocumentReader> plan = r.object("plan");
    long index = plan.flatMap(p -> p.number("index", 0, Long.MAX_VALUE)).orElse(-1L);
    String leaf = plan.map(p -> p.requiredText("leaf")).orElse("");
    String deadline = r.requiredText("deadline");
    String name = r.requiredText("slot");
    String root = r.requiredText("root");
    String genesis = r.requiredText("genesis");
    String origin = r.requiredText("origin");
    String map = r.requiredText("map");
    String policy = r.requiredText("policy");
    String anchors = r.requiredText("anchors");
    r.done();
    Slot slot =
        new Slot(
            name, Instant.parse(deadline), new Link(index, Base64s.decode(STRUCTURE, leaf)), since);
    return new CheckRequest(
        Heads.genesis(STRUCTURE, genesis),
        origin,
        map,
        policy,
        anchors,
        graces(o),
        slot,
        size,
        Base64s.decode(STRUCTURE, root),
        due(o),
        attempt);
  }

  private static List<Grace> graces(ObjectNode o) throws InvalidDocument {
    List<Grace> all = new ArrayList<>();
    for (ObjectNode g : objects(o, "graces")) {
      all.add(Grace.of(g));
    }
    return all;
  }

  private static List<Due> due(ObjectNode o) throws InvalidDocument {
    List<Due> all = new ArrayList<>();
    for (ObjectNode c : objects(o, "components")) {
      DocumentReader r = DocumentReader.of(STRUCTURE, c);
      r.expectOnly(Set.of("name", "last_affirming"), "field of a component", SEE);
      String name = r.requiredText("name");
      Optional<String> last = r.text("last_affirming");
      r.done();
      all.add(new Due(name, last.map(Instant::parse)));
    }
    return all;
  }

  private static List<ObjectNode> objects(ObjectNode o, String field) {
    List<ObjectNode> all = new ArrayList<>();
    o.path(field)
        .forEach(
            n -> {
              if (n instanceof ObjectNode object) {
                all.add(object);
              } else {
                throw new IllegalArgumentException("\"" + field + "\" holds no objects");
              }
            });
    return all;
  }
}
