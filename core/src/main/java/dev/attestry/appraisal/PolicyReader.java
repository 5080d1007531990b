package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.DocumentReader;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Suggestion;
import dev.attestry.result.TrustClaim;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a policy document; every unknown name is an error that says what may have been meant. */
final class PolicyReader {

  static final Set<String> TOP =
      Set.of("v", "name", "version", "reviewed", "flow", "classes", "components");
  static final Set<String> SECTION =
      Set.of(
          "evidence",
          "freshness",
          "ceilings",
          "require",
          "accept_warnings",
          "third_party",
          "decision");
  static final Pattern COMPONENT = Pattern.compile("[a-z0-9][a-z0-9._/-]{0,127}");
  static final int MAX_AGE_SECONDS = 366 * 24 * 3600;
  private static final String DOCS = "docs/policy.md";

  private PolicyReader() {}

  static Policy read(ObjectNode document) throws InvalidDocument {
    DocumentReader r = DocumentReader.of("policy", document);
    r.expectOnly(TOP, "field of a policy", DOCS + "#the-document");
    if (!r.requiredText("v").equals(Policy.FORMAT)) {
      r.problem("v", "\"" + Policy.FORMAT + "\" expected: this reader knows no other format");
    }
    String name = r.requiredText("name");
    if (name.isEmpty() || name.length() > 128) {
      r.problem("name", "1 to 128 characters expected");
    }
    if (!r.has("version")) {
      r.problem("\"version\" is missing");
    }
    long version = r.number("version", 1, Integer.MAX_VALUE).orElse(1L);
    Section flow = r.object("flow").map(PolicyReader::section).orElse(Section.EMPTY);
    Policy.PolicyHead head = new Policy.PolicyHead(name, version, r.flag("reviewed").orElse(true));
    Map<String, Section> classes = sections(r, "classes");
    Map<String, Section> components = sections(r, "components");
    r.done();
    return new Policy(head, flow.over(Section.DEFAULTS), classes, components);
  }

  private static Map<String, Section> sections(DocumentReader r, String field) {
    Map<String, Section> out = new TreeMap<>();
    for (Map.Entry<String, DocumentReader> e : r.objects(field).entrySet()) {
      if (!COMPONENT.matcher(e.getKey()).matches()) {
        e.getValue().problem("a name is " + COMPONENT.pattern());
      }
      out.put(e.getKey(), section(e.getValue()));
    }
    return out;
  }

  private static Section section(DocumentReader r) {
    r.expectOnly(SECTION, "field of a policy section", DOCS + "#sections");
    Optional<DocumentReader> freshness = r.object("freshness");
    freshness.ifPresent(
        f ->
            f.expectOnly(
                Set.of("max_age_seconds", "tolerated_seconds"),
                "field of \"freshness\"",
                DOCS + "#freshness"));
    Optional<DocumentReader> decision = r.object("decision");
    decision.ifPresent(
        d ->
            d.expectOnly(
                Set.of("isolate", "none_allowed_minutes"),
                "field of \"decision\"",
                DOCS + "#decision"));
    return new Section(
        evidence(r),
        freshness
            .flatMap(f -> f.number("max_age_seconds", 1, MAX_AGE_SECONDS))
            .map(Duration::ofSeconds),
        freshness
            .flatMap(f -> f.number("tolerated_seconds", 0, MAX_AGE_SECONDS))
            .map(Duration::ofSeconds),
        ceilings(r),
        named(r, "require", TrustClaim::ofLabel, claims()),
        named(r, "accept_warnings", Ceilings.Cause::ofLabel, causes()),
        r.flag("third_party"),
        decision.flatMap(d -> d.flag("isolate")),
        decision
            .flatMap(d -> d.number("none_allowed_minutes", 0, 24 * 60))
            .map(Duration::ofMinutes));
  }

  private static SortedMap<String, SortedMap<String, ReferenceValue>> evidence(DocumentReader r) {
    SortedMap<String, SortedMap<String, ReferenceValue>> out = new TreeMap<>();
    r.object("evidence")
        .ifPresent(
            e -> {
              e.expectOnly(
                  Set.copyOf(AppraisalRules.schemes()), "kind of evidence", DOCS + "#rules");
              for (String scheme : e.names()) {
                Optional<RuleSpec.SchemeRules> rules = AppraisalRules.of(scheme);
                Optional<DocumentReader> body = e.object(scheme);
                if (rules.isPresent() && body.isPresent()) {
                  out.put(scheme, new RuleReader(rules.get(), body.get()).read());
                }
              }
            });
    return out;
  }

  private static Map<TrustClaim, Integer> ceilings(DocumentReader r) {
    Map<TrustClaim, Integer> out = new EnumMap<>(TrustClaim.class);
    r.object("ceilings")
        .ifPresent(
            c -> {
              c.expectOnly(Set.copyOf(claims()), "claim", DOCS + "#ceilings");
              for (String name : c.names()) {
                Optional<Long> value = c.number(name, -128, 127);
                TrustClaim.ofLabel(name)
                    .ifPresent(k -> value.ifPresent(v -> out.put(k, v.intValue())));
              }
            });
    return out;
  }

  private static <T> Optional<Set<T>> named(
      DocumentReader r,
      String field,
      Function<String, Optional<T>> known,
      Collection<String> names) {
    Optional<List<String>> written = r.texts(field);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Set<T> out = new LinkedHashSet<>();
    for (String name : written.get()) {
      Optional<T> value = names.contains(name) ? known.apply(name) : Optional.empty();
      if (value.isEmpty()) {
        r.problem(
            field,
            DocumentReader.quote(name)
                + " is not one of "
                + names
                + Suggestion.phrase(name, names));
      }
      value.ifPresent(out::add);
    }
    return Optional.of(out);
  }

  static List<String> claims() {
    return Arrays.stream(TrustClaim.values())
        .filter(c -> c != TrustClaim.SOURCED_DATA)
        .map(TrustClaim::label)
        .toList();
  }

  static List<String> causes() {
    return Arrays.stream(Ceilings.Cause.values()).map(Ceilings.Cause::label).toList();
  }

  /** Whether a text is a number of a JSON document. */
  static boolean isWhole(JsonNode n) {
    return n.isIntegralNumber() && n.canConvertToLong();
  }
}
