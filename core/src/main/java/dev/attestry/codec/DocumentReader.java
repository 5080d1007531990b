package dev.attestry.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one object of a document that a person wrote: unknown fields, wrong types and numbers out
 * of range are collected with their place, so that one run shows them all. Used by one thread.
 */
public final class DocumentReader {

  private final String structure;
  private final ObjectNode node;
  private final String pointer;
  private final List<DocumentProblem> problems;

  private DocumentReader(
      String structure, ObjectNode node, String pointer, List<DocumentProblem> problems) {
    this.structure = structure;
    this.node = node;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** A reader at the top of a document. */
  public static DocumentReader of(String structure, ObjectNode document) {
    return new DocumentReader(structure, document, "", new ArrayList<>());
  }

  /** Throws if anything was wrong anywhere in the document. */
  public void done() throws InvalidDocument {
    if (!problems.isEmpty()) {
      throw new InvalidDocument(structure, problems.stream().distinct().toList());
    }
  }

  /** Notes a problem of this object. */
  public void problem(String message) {
    problems.add(new DocumentProblem(pointer, message));
  }

  /** Notes a problem of a field. */
  public void problem(String field, String message) {
    problems.add(new DocumentProblem(pointer + "/" + escape(field), message));
  }

  /** Refuses fields with other names; {@code where} names this object, {@code see} the docs. */
  public void expectOnly(Set<String> known, String where, String see) {
    for (String name : names()) {
      if (!known.contains(name)) {
        String suggestion = Suggestion.phrase(name, known);
        problem(
            name,
            quote(name)
                + " is not a known "
                + where
                + (suggestion.isEmpty() ? "." : suggestion)
                + " See "
                + see);
      }
    }
  }

  /** The names of the fields, in the order they were written. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  public boolean has(String field) {
    return node.has(field);
  }

  /** The raw value of a field. */
  public Optional<JsonNode> get(String field) {
    return Optional.ofNullable(node.get(field));
  }

  public Optional<String> text(String field) {
    Optional<JsonNode> v = get(field);
    if (v.isPresent() && !isPlain(v.get())) {
      problem(field, "a text without control characters expected");
      return Optional.empty();
    }
    return v.map(JsonNode::textValue);
  }

  /** As {@link #text}; its absence is a problem. */
  public String requiredText(String field) {
    if (!has(field)) {
      problem(quote(field) + " is missing");
    }
    return text(field).orElse("");
  }

  public Optional<Long> number(String field, long least, long most) {
    Optional<JsonNode> v = get(field);
    if (v.isEmpty()) {
      return Optional.empty();
    }
    JsonNode n = v.get();
    if (n.isIntegralNumber()
        && n.canConvertToLong()
        && n.longValue() >= least
        && n.longValue() <= most) {
      return Optional.of(n.longValue());
    }
    problem(field, "a whole number from " + least + " to " + most + " expected");
    return Optional.empty();
  }

  public Optional<Boolean> flag(String field) {
    Optional<JsonNode> v = get(field);
    if (v.isPresent() && !v.get().isBoolean()) {
      problem(field, "true or false expected");
      return Optional.empty();
    }
    return v.map(JsonNode::booleanValue);
  }

  /** A list of texts, each once. */
  public Optional<List<String>> texts(String field) {
    Optional<JsonNode> v = get(field);
    if (v.isEmpty()) {
      return Optional.empty();
    }
    List<String> out = new ArrayList<>();
    for (JsonNode item : v.get()) {
      if (!isPlain(item) || out.contains(item.textValue())) {
        problem(field, "a list of different texts expected");
        return Optional.empty();
      }
      out.add(item.textValue());
    }
    if (!v.get().isArray()) {
      problem(field, "a list of texts expected");
    }
    return Optional.of(out);
  }

  /** A reader of the object in a field. */
  public Optional<DocumentReader> object(String field) {
    Optional<JsonNode> v = get(field);
    if (v.isPresent() && !v.get().isObject()) {
      problem(field, "an object expected");
    }
    return v.filter(JsonNode::isObject)
        .map(
            o ->
                new DocumentReader(
                    structure, (ObjectNode) o, pointer + "/" + escape(field), problems));
  }

  /** Readers of all objects under a field, by name; empty if there is no such field. */
  public Map<String, DocumentReader> objects(String field) {
    Map<String, DocumentReader> out = new LinkedHashMap<>();
    object(field)
        .ifPresent(o -> o.names().forEach(n -> o.object(n).ifPresent(child -> out.put(n, child))));
    return out;
  }

  /** Well-formed, and safe to show on a terminal and to put into the log. */
  private static boolean isPlain(JsonNode n) {
    return n.isTextual()
        && n.textValue()
            .codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  /** A name for a message: quoted, cut, and without control characters. */
  public static String quote(String name) {
    String cut = name.length() > 64 ? name.substring(0, 64) + "…" : name;
    return "\"" + cut.replaceAll("\\p{C}", "\\uFFFD") + "\"";
  }

  private static String escape(String field) {
    return field.replace("~", "~0").replace("/", "~1");
  }
}
