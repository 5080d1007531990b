package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the rules of a chain look at in a body line, and nothing else. An entry with a fault in its
 * other members has this all the same: it counts, and the audit names the fault (chain §4.2).
 */
record LineView(
    JsonLine object,
    String id,
    long since,
    String kind,
    String component,
    long seq,
    Optional<Link> prev,
    Optional<Long> challengeSize) {

  static LineView parse(Bytes line) throws MalformedInput {
    JsonLine o = JsonLine.read("entry", line);
    Fields f = Fields.of("entry", o);
    OptionalLong size =
        o.object("challenge").map(c -> c.integer("size")).orElse(OptionalLong.empty());
    return new LineView(
        o,
        f.text("id"),
        f.count("since"),
        f.text("kind"),
        f.text("component", Limits.COMPONENT),
        f.count("seq"),
        f.optional("prev", Links::read),
        size.isPresent() ? Optional.of(size.getAsLong()) : Optional.empty());
  }

  ChainHead.Key chain(String cloud) {
    return new ChainHead.Key(component, cloud);
  }
}
