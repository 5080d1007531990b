package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.VerifiedEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * Proposes reference values from genuine evidence, for a person to look at: the policy says that
 * nobody has. What is dubious in the evidence, debugging for instance, is never named, so that it
 * stays refused until a person writes it down.
 */
public final class PolicyLearner {

  private final ObjectNode evidence = Json.object();

  private PolicyLearner() {}

  /** A policy that names what all of this evidence shows; unreviewed, version 1. */
  public static Policy learn(String name, List<VerifiedEvidence> from) {
    PolicyLearner learner = new PolicyLearner();
    SortedMap<String, List<Claims>> byScheme = new TreeMap<>();
    from.forEach(
        e ->
            byScheme
                .computeIfAbsent(e.verification().scheme(), s -> new ArrayList<>())
                .add(e.claims()));
    byScheme.forEach(
        (scheme, claims) ->
            AppraisalRules.of(scheme).ifPresent(rules -> learner.scheme(rules, claims)));
    ObjectNode document = Json.object();
    document.put("v", Policy.FORMAT).put("name", name).put("version", 1).put("reviewed", false);
    document.putObject("flow").set("evidence", learner.evidence);
    try {
      return Policy.of(document);
    } catch (InvalidDocument e) {
      throw new IllegalStateException("a learned policy is not one", e);
    }
  }

  /** What a learned policy refuses of this very evidence: {@code tdx/dubious.debug}. */
  public static SortedSet<String> refused(List<VerifiedEvidence> from) {
    SortedSet<String> rules = new TreeSet<>();
    for (VerifiedEvidence e : from) {
      String scheme = e.verification().scheme();
      AppraisalRules.of(scheme).stream()
          .flatMap(s -> s.rules().stream())
          .filter(r -> r.door() && e.claims().flag(r.pointer()).orElse(true))
          .forEach(r -> rules.add(scheme + "/" + r.name()));
    }
    return rules;
  }

  private void scheme(RuleSpec.SchemeRules rules, List<Claims> claims) {
    ObjectNode out = evidence.putObject(rules.scheme());
    for (RuleSpec spec : rules.rules()) {
      if (!rules.learned().contains(spec.name()) || saidByTheLog(spec, claims)) {
        continue;
      }
      switch (spec.kind()) {
        case PCRS -> pcrs(out, rules, claims);
        case BYTES_IN, TEXT_IN, ALL_IN -> values(out, spec, claims);
        case AT_LEAST -> bound(out, spec, claims, Math::min);
        case AT_MOST -> bound(out, spec, claims, Math::max);
        case FLAG -> {
          // A flag is a decision and no measurement: it is not learned.
        }
      }
    }
  }

  /**
   * RTMR1 holds the partition table too: what booted is named by the boot log where there is one.
   */
  private static boolean saidByTheLog(RuleSpec spec, List<Claims> claims) {
    return spec.name().equals("rtmr1")
        && claims.stream().allMatch(c -> c.at("/boot/applications").isPresent());
  }

  /** What one machine shows and another does not is left out: it would refuse the other. */
  private static void values(ObjectNode out, RuleSpec spec, List<Claims> claims) {
    SortedSet<String> values = new TreeSet<>();
    for (Claims c : claims) {
      List<String> of = c.at(spec.pointer()).map(PolicyLearner::texts).orElse(List.of());
      if (of.isEmpty() || of.stream().anyMatch(v -> dubious(spec, v))) {
        return;
      }
      values.addAll(of);
    }
    values.forEach(out.putArray(spec.name())::add);
  }

  private static List<String> texts(JsonNode n) {
    List<String> out = new ArrayList<>();
    if (n.isArray()) {
      n.forEach(i -> out.add(i.asText()));
    } else if (n.isTextual()) {
      out.add(n.textValue());
    }
    return out;
  }

  /** An absent digest (zero), Secure Boot off or unproved, an event log without its separators. */
  private static boolean dubious(RuleSpec spec, String value) {
    return switch (spec.name()) {
      case "boot.secure_boot" -> !value.equals("on");
      case "boot.separators" -> !value.equals("complete");
      default ->
          value.isEmpty()
              || spec.kind() == RuleKind.BYTES_IN && value.chars().allMatch(c -> c == '0');
    };
  }

  private static void bound(
      ObjectNode out, RuleSpec spec, List<Claims> claims, BinaryOperator<Long> pick) {
    List<Long> numbers = claims.stream().flatMap(c -> c.number(spec.pointer()).stream()).toList();
    if (numbers.size() == claims.size()) {
      numbers.stream().reduce(pick).ifPresent(n -> out.put(spec.name(), n));
    }
  }

  private static void pcrs(ObjectNode out, RuleSpec.SchemeRules rules, List<Claims> claims) {
    SortedMap<String, SortedMap<Integer, SortedSet<String>>> banks = new TreeMap<>();
    for (Claims c : claims) {
      c.at("/pcrs").map(JsonNode::properties).orElse(Set.of()).stream()
          .filter(bank -> PcrName.BANKS.contains(bank.getKey()))
          .forEach(bank -> collect(banks, bank));
    }
    if (banks.size() > 1) {
      banks.remove("sha1"); // collisions are cheap, and another bank says the same
    }
    ObjectNode pcrs = Json.object();
    banks.forEach(
        (bank, values) -> {
          Set<Integer> wanted = new TreeSet<>(values.keySet());
          wanted.retainAll(rules.learnedPcrs());
          Set<Integer> named = wanted.isEmpty() ? values.keySet() : wanted;
          named.forEach(
              i ->
                  values
                      .getOrDefault(i, new TreeSet<>())
                      .forEach(
                          pcrs.withObjectProperty(bank).withArrayProperty(String.valueOf(i))::add));
        });
    if (!pcrs.isEmpty()) {
      out.set(PcrName.RULE, pcrs);
    }
  }

  private static void collect(
      SortedMap<String, SortedMap<Integer, SortedSet<String>>> banks,
      Map.Entry<String, JsonNode> bank) {
    for (Map.Entry<String, JsonNode> pcr : bank.getValue().properties()) {
      PcrName.index(pcr.getKey())
          .ifPresent(
              i ->
                  banks
                      .computeIfAbsent(bank.getKey(), b -> new TreeMap<>())
                      .computeIfAbsent(i, k -> new TreeSet<>())
                      .add(pcr.getValue().asText()));
    }
  }
}
