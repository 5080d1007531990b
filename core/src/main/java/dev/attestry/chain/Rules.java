package dev.attestry.chain;

import java.util.EnumSet;
import java.util.Set;

/** Which rules are in force: all of them, outside of tests. */
record Rules(Set<Rule> dropped) {

  static final Rules ALL = new Rules(EnumSet.noneOf(Rule.class));

  Rules {
    dropped = Set.copyOf(dropped);
  }

  /** For tests only. */
  static Rules without(Rule rule) {
    return new Rules(EnumSet.of(rule));
  }

  boolean on(Rule rule) {
    return !dropped.contains(rule);
  }
}
