package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.util.List;
import java.util.Optional;

/**
 * What a policy names for one rule (RFC 9334 section 8.3): the values it takes, and whether another
 * one fails or only warns.
 */
record ReferenceValue(Mode mode, Expectation expectation) {

  /** What follows where evidence differs. */
  enum Mode {
    ENFORCE("enforce"),
    WARN("warn");

    private final String label;

    Mode(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** What is expected. */
  sealed interface Expectation {}

  /** One value of a set, in hexadecimal or as text, and what it is: {@code release 1.4.2}. */
  record Named(String value, Optional<String> label) {}

  /** Any of a set; of a list, every item. */
  record AnyOf(List<Named> values) implements Expectation {
    AnyOf {
      values = List.copyOf(values);
    }

    Optional<Named> find(String value) {
      return values.stream().filter(n -> n.value().equals(value)).findFirst();
    }
  }

  /** The least that a number may be. */
  record AtLeast(long value) implements Expectation {}

  /** The most that a number may be. */
  record AtMost(long value) implements Expectation {}

  /** A flag; empty where the policy says that either is fine. */
  record Flag(Optional<Boolean> value) implements Expectation {}

  /** The long form, every default written out. */
  ObjectNode canonical() {
    ObjectNode o = Json.object();
    o.put("mode", mode.label());
    switch (expectation) {
      case AnyOf any -> {
        ArrayNode values = o.putArray("any_of");
        any.values().forEach(n -> named(values.addObject(), n));
      }
      case AtLeast bound -> o.put("at_least", bound.value());
      case AtMost bound -> o.put("at_most", bound.value());
      case Flag flag -> flag.value().ifPresentOrElse(b -> o.put("is", b), () -> o.put("is", "any"));
    }
    return o;
  }

  private static void named(ObjectNode o, Named n) {
    o.put("value", n.value());
    n.label().ifPresent(l -> o.put("label", l));
  }
}
