package dev.attestry.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.DocumentReader;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Suggestion;
import dev.attestry.evidence.Scheme;
import dev.attestry.result.Tier;
import dev.attestry.scheme.Schemes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a flow map; cycles, unknown names and doubles are errors with their place. */
final class FlowMapReader {

  static final Set<String> TOP =
      Set.of("v", "name", "version", "lab", "policy", "every_seconds", "components", "flows");
  static final Set<String> COMPONENT =
      Set.of(
          "kind", "class", "cloud", "evidence", "selector", "stated", "upstream", "every_seconds");
  static final Set<String> FLOW =
      Set.of("components", "require", "window_seconds", "tolerate_absence_seconds");
  static final Set<String> SELECTOR = Set.of("id", "tag", "group", "url");
  static final Set<String> STATED = Set.of("expected_issuer", "expected_audience");
  static final List<String> KINDS =
      List.of("vm", "enclave", "bucket", "database", "queue", "gateway", "network", "service");
  static final List<String> CLOUDS = List.of("aws", "azure", "gcp", "other");
  static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._/-]{0,127}");
  static final int MAX_SECONDS = 366 * 24 * 3600;
  private static final String DOCS = "docs/formats/flow-map.md";

  private final DocumentReader top;
  private final long every;

  private FlowMapReader(DocumentReader top) {
    this.top = top;
    this.every = top.number("every_seconds", 1, MAX_SECONDS).orElse(300L);
  }

  static FlowMap read(ObjectNode document) throws InvalidDocument {
    DocumentReader top = DocumentReader.of("flow map", document);
    top.expectOnly(TOP, "field of a flow map", DOCS);
    if (!top.requiredText("v").equals(FlowMap.FORMAT)) {
      top.problem("v", "\"" + FlowMap.FORMAT + "\" expected: this reader knows no other format");
    }
    if (!top.has("version")) {
      top.problem("\"version\" is missing");
    }
    FlowMap.Head head =
        new FlowMap.Head(
            top.requiredText("name"),
            top.number("version", 1, Integer.MAX_VALUE).orElse(1L),
            top.flag("lab").orElse(false),
            top.text("policy"));
    FlowMapReader reader = new FlowMapReader(top);
    Map<String, Component> components = reader.components();
    Map<String, Component> ordered = reader.upstreamFirst(components);
    Map<String, Flow> flows = reader.flows(ordered);
    top.done();
    return new FlowMap(head, ordered, flows);
  }

  private Map<String, Component> components() {
    Map<String, Component> out = new TreeMap<>();
    Map<String, DocumentReader> written = top.objects("components");
    if (written.isEmpty()) {
      top.problem("\"components\" must name at least one");
    }
    written.forEach((name, r) -> out.put(name, component(name, r)));
    written.forEach(
        (name, r) -> known(r, "upstream", r.texts("upstream").orElse(List.of()), out.keySet()));
    return out;
  }

  private Component component(String name, DocumentReader r) {
    r.expectOnly(COMPONENT, "field of a component", DOCS + "#components");
    if (!NAME.matcher(name).matches()) {
      r.problem("a component's name is " + NAME.pattern());
    }
    Map<String, String> selects = named(r, "selector", SELECTOR);
    Map<String, String> stated = named(r, "stated", STATED);
    Optional<String> evidence = r.text("evidence");
    List<String> schemes = Schemes.all().stream().map(Scheme::name).toList();
    evidence.filter(e -> !schemes.contains(e)).ifPresent(e -> oneOf(r, "evidence", e, schemes));
    String kind = r.text("kind").orElse("vm");
    String cloud = r.text("cloud").orElse("other");
    oneOf(r, "kind", kind, KINDS);
    oneOf(r, "cloud", cloud, CLOUDS);
    return new Component(
        name,
        kind,
        r.text("class").orElse(kind),
        cloud,
        evidence,
        selects,
        stated,
        r.texts("upstream").orElse(List.of()),
        Duration.ofSeconds(r.number("every_seconds", 1, MAX_SECONDS).orElse(every)));
  }

  /** Texts under known names. */
  private static Map<String, String> named(DocumentReader r, String field, Set<String> known) {
    Map<String, String> out = new TreeMap<>();
    r.object(field)
        .ifPresent(
            s -> {
              s.expectOnly(known, field, DOCS + "#components");
              s.names().forEach(n -> s.text(n).ifPresent(v -> out.put(n, v)));
            });
    return out;
  }

  private Map<String, Flow> flows(Map<String, Component> components) {
    Map<String, Flow> out = new TreeMap<>();
    top.objects("flows").forEach((name, r) -> out.put(name, flow(name, r, components)));
    return out;
  }

  private Flow flow(String name, DocumentReader r, Map<String, Component> components) {
    r.expectOnly(FLOW, "field of a flow", DOCS + "#flows");
    if (!NAME.matcher(name).matches()) {
      r.problem("a flow's name is " + NAME.pattern());
    }
    List<String> on = r.texts("components").orElse(List.of());
    if (on.isEmpty()) {
      r.problem("\"components\" must name at least one");
    }
    known(r, "components", on, components.keySet());
    String required = r.text("require").orElse("affirming");
    oneOf(r, "require", required, List.of("affirming", "warning"));
    long window = r.number("window_seconds", 1, MAX_SECONDS).orElse(2 * every);
    Map<String, Duration> tolerated = new TreeMap<>();
    r.object("tolerate_absence_seconds")
        .ifPresent(
            t -> {
              known(t, "", t.names(), on);
              for (String c : t.names()) {
                t.number(c, 1, MAX_SECONDS).ifPresent(n -> tolerated.put(c, Duration.ofSeconds(n)));
              }
            });
    return new Flow(
        name,
        components.keySet().stream().filter(on::contains).toList(),
        Tier.ofLabel(required).orElse(Tier.AFFIRMING),
        Duration.ofSeconds(window),
        tolerated);
  }

  /** Upstream before what it feeds; what is left when nothing more can be placed is a cycle. */
  private Map<String, Component> upstreamFirst(Map<String, Component> components) {
    Map<String, Component> placed = new LinkedHashMap<>();
    Map<String, Component> left = new TreeMap<>(components);
    boolean progress = true;
    while (progress && !left.isEmpty()) {
      List<Component> ready =
          left.values().stream()
              .filter(c -> c.upstream().stream().noneMatch(left::containsKey))
              .toList();
      ready.forEach(c -> placed.put(c.name(), c));
      ready.forEach(c -> left.remove(c.name()));
      progress = !ready.isEmpty();
    }
    if (!left.isEmpty()) {
      top.object("components")
          .ifPresent(
              r ->
                  r.problem(
                      "a cycle: " + String.join(" ← ", cycle(left)) + "; data cannot feed itself"));
      placed.putAll(left);
    }
    return placed;
  }

  /** Walks upstream until a component comes a second time. */
  private static List<String> cycle(Map<String, Component> left) {
    List<String> path = new ArrayList<>();
    String at = left.keySet().iterator().next();
    while (!path.contains(at)) {
      path.add(at);
      at =
          Objects.requireNonNull(left.get(at)).upstream().stream()
              .filter(left::containsKey)
              .findFirst()
              .orElseThrow();
    }
    path.add(at);
    return path.subList(path.indexOf(at), path.size());
  }

  private static void known(
      DocumentReader r, String field, List<String> written, Collection<String> known) {
    for (String name : written) {
      if (!known.contains(name)) {
        String message =
            DocumentReader.quote(name)
                + " is not a component "
                + (field.isEmpty() ? "of this flow" : "of this map")
                + Suggestion.phrase(name, known);
        r.problem(field.isEmpty() ? name : field, message);
      }
    }
  }

  private static void oneOf(DocumentReader r, String field, String written, List<String> known) {
    if (!known.contains(written)) {
      r.problem(
          field,
          DocumentReader.quote(written)
              + " is not one of "
              + known
              + Suggestion.phrase(written, known));
    }
  }
}
