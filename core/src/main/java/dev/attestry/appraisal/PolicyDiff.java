package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.appraisal.ReferenceValue.AnyOf;
import dev.attestry.appraisal.ReferenceValue.AtLeast;
import dev.attestry.appraisal.ReferenceValue.AtMost;
import dev.attestry.appraisal.ReferenceValue.Flag;
import dev.attestry.appraisal.ReferenceValue.Mode;
import dev.attestry.codec.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What changes from one policy to another, and whether it lets more or less pass. */
public final class PolicyDiff {

  /** What a change does. */
  public enum Effect {
    LOOSENS("loosens"),
    TIGHTENS("tightens"),
    CHANGES("changes");

    private final String label;

    Effect(String label) {
      this.label = label;
    }

    /** As JSON and people see it. */
    public String label() {
      return label;
    }
  }

  /**
   * One change.
   *
   * @param pointer into the canonical forms
   * @param before canonical value; empty if it was not there
   * @param after canonical value; empty if it is there no more
   */
  public record Change(
      Effect effect, String pointer, Optional<JsonNode> before, Optional<JsonNode> after) {}

  private final List<Change> changes = new ArrayList<>();

  private PolicyDiff() {}

  /** All changes, in the order of the document. */
  public static List<Change> between(Policy before, Policy after) {
    PolicyDiff d = new PolicyDiff();
    Map<String, Section> old = PolicyLint.sections(before);
    Map<String, Section> now = PolicyLint.sections(after);
    Set<String> pointers = new TreeSet<>(old.keySet());
    pointers.addAll(now.keySet());
    for (String pointer : pointers) {
      d.rules(
          pointer,
          old.getOrDefault(pointer, Section.EMPTY),
          now.getOrDefault(pointer, Section.EMPTY));
    }
    d.rest("", before.canonical(), after.canonical());
    return List.copyOf(d.changes);
  }

  private void rules(String pointer, Section old, Section now) {
    Set<String> schemes = new TreeSet<>(old.evidence().keySet());
    schemes.addAll(now.evidence().keySet());
    for (String scheme : schemes) {
      Set<String> names = new TreeSet<>(PcrName.order());
      names.addAll(old.rulesFor(scheme).keySet());
      names.addAll(now.rulesFor(scheme).keySet());
      for (String name : names) {
        Optional<ReferenceValue> was = Optional.ofNullable(old.rulesFor(scheme).get(name));
        Optional<ReferenceValue> is = Optional.ofNullable(now.rulesFor(scheme).get(name));
        if (!was.equals(is)) {
          changes.add(
              new Change(
                  effect(scheme, name, was, is),
                  PolicyLint.rulePointer(pointer, scheme, name),
                  was.map(ReferenceValue::canonical),
                  is.map(ReferenceValue::canonical)));
        }
      }
    }
  }

  private static Effect effect(
      String scheme, String name, Optional<ReferenceValue> was, Optional<ReferenceValue> is) {
    Optional<ReferenceValue> off =
        AppraisalRules.of(scheme).flatMap(s -> s.rule(name)).flatMap(RuleSpec::whenUnnamed);
    if (off.isPresent()) {
      return compare(was.or(() -> off).get(), is.or(() -> off).get());
    }
    if (was.isPresent() && is.isPresent()) {
      return compare(was.get(), is.get());
    }
    // A rule more is one thing more to meet; but the first value of a required group lets pass
    // what nothing named before.
    boolean required =
        AppraisalRules.of(scheme).orElseThrow().required().stream()
            .anyMatch(g -> g.contains(name) || PcrName.of(name).isPresent() && g.contains("pcrs"));
    return required ? Effect.CHANGES : is.isPresent() ? Effect.TIGHTENS : Effect.LOOSENS;
  }

  private static Effect compare(ReferenceValue was, ReferenceValue is) {
    Effect values = values(was, is);
    if (was.mode() == is.mode()) {
      return values;
    }
    Effect mode = is.mode() == Mode.WARN ? Effect.LOOSENS : Effect.TIGHTENS;
    return was.expectation().equals(is.expectation()) || values == mode ? mode : Effect.CHANGES;
  }

  private static Effect values(ReferenceValue was, ReferenceValue is) {
    if (was.expectation() instanceof AnyOf a && is.expectation() instanceof AnyOf b) {
      Set<String> before = names(a);
      Set<String> after = names(b);
      return after.equals(before)
          ? Effect.CHANGES // only what they are called
          : after.containsAll(before)
              ? Effect.LOOSENS
              : before.containsAll(after) ? Effect.TIGHTENS : Effect.CHANGES;
    }
    if (was.expectation() instanceof AtLeast a && is.expectation() instanceof AtLeast b) {
      return b.value() < a.value() ? Effect.LOOSENS : Effect.TIGHTENS;
    }
    if (was.expectation() instanceof AtMost a && is.expectation() instanceof AtMost b) {
      return b.value() > a.value() ? Effect.LOOSENS : Effect.TIGHTENS;
    }
    if (was.expectation() instanceof Flag a && is.expectation() instanceof Flag b) {
      return b.value().isEmpty()
          ? Effect.LOOSENS
          : a.value().isEmpty() ? Effect.TIGHTENS : Effect.CHANGES;
    }
    return Effect.CHANGES;
  }

  private static Set<String> names(AnyOf any) {
    Set<String> out = new HashSet<>();
    any.values().forEach(n -> out.add(n.value()));
    return out;
  }

  /** Everything that is not a rule, field by field. */
  private void rest(String pointer, JsonNode before, JsonNode after) {
    if (before.equals(after) || pointer.endsWith("/evidence")) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      Set<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String n : names) {
        rest(
            pointer + "/" + n.replace("~", "~0").replace("/", "~1"), before.path(n), after.path(n));
      }
      return;
    }
    if (before.isObject() && after.isMissingNode() || before.isMissingNode() && after.isObject()) {
      JsonNode empty = Json.object();
      rest(pointer, before.isObject() ? before : empty, after.isObject() ? after : empty);
      return;
    }
    changes.add(
        new Change(
            Effect.CHANGES,
            pointer,
            Optional.of(before).filter(n -> !n.isMissingNode()),
            Optional.of(after).filter(n -> !n.isMissingNode())));
  }
}
