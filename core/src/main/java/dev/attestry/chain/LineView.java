package dev.attestry.chain;

import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the rules of a chain look at in a body line, and nothing else. An entry with a fault in its
 * other members has this all the same: it counts, and the audit names the fault (chain §4.2).
 */
record LineView(
    String id,
    Id.Prefix prefix,
    long since,
    String kind,
    String component,
    long seq,
    Optional<Link> prev,
    Optional<Long> challengeSize) {

  /** Reads them; the members that other kinds have too are taken, the rest is left. */
  static LineView read(JsonLine object, Fields f) throws MalformedInput {
    Optional<JsonLine> challenge = object.object("challenge");
    OptionalLong size =
        challenge.isPresent() ? challenge.get().integer("size") : OptionalLong.empty();
    String component = f.text("component", Limits.COMPONENT);
    String id = f.text("id");
    String kind = f.text("kind");
    Optional<Link> prev = f.optional("prev", Links::read);
    long seq = f.count("seq");
    long since = f.count("since");
    return new LineView(
        id,
        Id.prefix(id),
        since,
        kind,
        component,
        seq,
        prev,
        size.isPresent() ? Optional.of(size.getAsLong()) : Optional.empty());
  }

  ChainHead.Key chain(String cloud) {
    return new ChainHead.Key(component, cloud);
  }
}
