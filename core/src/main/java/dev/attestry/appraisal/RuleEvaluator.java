package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.appraisal.ReferenceValue.AnyOf;
import dev.attestry.appraisal.ReferenceValue.AtLeast;
import dev.attestry.appraisal.ReferenceValue.AtMost;
import dev.attestry.appraisal.ReferenceValue.Flag;
import dev.attestry.appraisal.ReferenceValue.Mode;
import dev.attestry.appraisal.ReferenceValue.Named;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Claims;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds one claim of the evidence against one reference value. */
final class RuleEvaluator {

  /** What was expected and found, and whether they agree. */
  private record Compared(boolean agrees, String expected, String found) {}

  private RuleEvaluator() {}

  /**
   * Evaluates.
   *
   * @param scheme to name the rule by
   * @param name of the rule; for a PCR its own
   */
  static RuleFinding evaluate(
      String scheme, RuleSpec spec, String name, ReferenceValue reference, Claims claims) {
    Optional<PcrName> pcr = PcrName.of(name);
    String pointer = spec.pointer() + pcr.map(p -> "/" + p.bank() + "/" + p.index()).orElse("");
    String words = spec.words() + pcr.map(p -> " " + p.index() + " (" + p.bank() + ")").orElse("");
    Compared c =
        claims
            .at(pointer)
            .map(found -> compare(spec.kind(), reference.expectation(), found))
            .orElse(new Compared(false, expected(reference), "not in the evidence"));
    String id = scheme + "/" + name;
    if (c.agrees()) {
      return new RuleFinding(
          id, RuleOutcome.PASSED, c.expected(), c.found(), words + " is " + c.found());
    }
    String found =
        c.found() + spec.since().flatMap(claims::text).map(t -> " since " + t).orElse("");
    return new RuleFinding(
        id,
        reference.mode() == Mode.WARN ? RuleOutcome.WARNED : RuleOutcome.FAILED,
        c.expected(),
        found,
        words + ": expected " + c.expected() + ", found " + found);
  }

  private static Compared compare(
      RuleKind kind, ReferenceValue.Expectation expectation, JsonNode found) {
    return switch (expectation) {
      case AnyOf any when kind == RuleKind.ALL_IN -> all(any, found);
      case AnyOf any -> one(any, found);
      case AtLeast least ->
          new Compared(
              isNumber(found) && found.longValue() >= least.value(),
              "at least " + least.value(),
              number(found));
      case AtMost most ->
          new Compared(
              isNumber(found) && found.longValue() <= most.value(),
              "at most " + most.value(),
              number(found));
      case Flag flag ->
          new Compared(
              found.isBoolean()
                  && flag.value().map(v -> v.equals(found.booleanValue())).orElse(true),
              flag.value().map(RuleEvaluator::onOff).orElse("on or off"),
              found.isBoolean() ? onOff(found.booleanValue()) : "not a flag");
    };
  }

  private static Compared one(AnyOf any, JsonNode found) {
    Optional<Named> match = found.isTextual() ? any.find(found.textValue()) : Optional.empty();
    return new Compared(
        match.isPresent(),
        words(any),
        match.map(RuleEvaluator::words).orElseGet(() -> unknown(found)));
  }

  /** Every item, and at least one: an empty list shows nothing. */
  private static Compared all(AnyOf any, JsonNode found) {
    List<JsonNode> items = new ArrayList<>();
    if (found.isArray()) {
      found.forEach(items::add);
    } else {
      items.add(found);
    }
    Optional<JsonNode> stranger =
        items.stream().filter(i -> !i.isTextual() || any.find(i.textValue()).isEmpty()).findFirst();
    if (items.isEmpty()) {
      return new Compared(false, words(any), "none");
    }
    return new Compared(
        stranger.isEmpty(),
        words(any),
        stranger.map(RuleEvaluator::unknown).orElse(items.size() + " as named"));
  }

  static String expected(ReferenceValue reference) {
    return switch (reference.expectation()) {
      case AnyOf any -> words(any);
      case AtLeast least -> "at least " + least.value();
      case AtMost most -> "at most " + most.value();
      case Flag flag -> flag.value().map(RuleEvaluator::onOff).orElse("on or off");
    };
  }

  private static String words(AnyOf any) {
    Named first = any.values().get(0);
    int more = any.values().size() - 1;
    return words(first) + (more > 0 ? " or one of " + more + " more" : "");
  }

  private static String words(Named named) {
    return named.label().orElseGet(() -> shorten(named.value()));
  }

  /** Digests are shown cut; other text of the attester only as its digest. */
  private static String unknown(JsonNode found) {
    if (found.isTextual() && found.textValue().matches("[0-9a-f]*")) {
      return found.textValue().isEmpty() ? "nothing" : shorten(found.textValue());
    }
    String text = found.isTextual() ? found.textValue() : found.toString();
    return "another value, SHA-256 " + shorten(HashAlgorithm.SHA256.digest(Bytes.utf8(text)).hex());
  }

  private static String shorten(String value) {
    return value.length() <= 20 ? value : value.substring(0, 16) + "…";
  }

  private static boolean isNumber(JsonNode n) {
    return n.isIntegralNumber() && n.canConvertToLong();
  }

  private static String number(JsonNode n) {
    return isNumber(n) ? String.valueOf(n.longValue()) : "not a number";
  }

  private static String onOff(boolean b) {
    return b ? "on" : "off";
  }
}
