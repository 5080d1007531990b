package dev.attestry.audit;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;
import java.util.OptionalLong;

/** What the EAR claims of an entry conclude, read from their JSON alone. */
final class EarStatus {

  private static final String STATUS = "ear.status";

  /** AR4SI: 2 to 31 affirming, 32 to 95 warning, 96 and more contraindicated. */
  private static final int CONTRAINDICATED = 96;

  private EarStatus() {}

  /** Whether any status in it is affirming or warning, so that somebody may rely on it. */
  static boolean passes(Bytes ear) {
    try {
      return passes(JsonLine.read("EAR", ear));
    } catch (MalformedInput e) {
      return true; // whatever it says, it must rest on evidence that answers
    }
  }

  private static boolean passes(JsonLine node) {
    if (passing(node)) {
      return true;
    }
    for (String name : node.names()) {
      Optional<JsonLine> child = node.object(name);
      if (child.isPresent() && passes(child.get())) {
        return true;
      }
    }
    return false;
  }

  /** Names, as profiles up to -03 write them, and numbers. */
  private static boolean passing(JsonLine node) {
    OptionalLong number = node.integer(STATUS);
    return number.isPresent()
        ? number.getAsLong() > 1 && number.getAsLong() < CONTRAINDICATED
        : node.text(STATUS).filter(t -> t.equals("affirming") || t.equals("warning")).isPresent();
  }
}
