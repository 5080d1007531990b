package dev.attestry.audit;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the EAR claims of an entry conclude, read from their JSON alone. */
final class EarStatus {

  /** As the profiles spell it: with an underscore since draft 03, which is what we write. */
  private static final List<String> STATUS = List.of("ear_status", "ear.status");

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
    if (STATUS.stream().anyMatch(name -> passing(node, name))) {
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

  /** Names, as JSON writes them, and numbers. */
  private static boolean passing(JsonLine node, String name) {
    OptionalLong number = node.integer(name);
    return number.isPresent()
        ? number.getAsLong() > 1 && number.getAsLong() < CONTRAINDICATED
        : node.text(name).filter(t -> t.equals("affirming") || t.equals("warning")).isPresent();
  }
}
