package dev.attestry.appraisal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.appraisal.ReferenceValue.Expectation;
import dev.attestry.appraisal.ReferenceValue.Mode;
import dev.attestry.appraisal.ReferenceValue.Named;
import dev.attestry.codec.DocumentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the rules that a policy names for one scheme, short forms and long. */
final class RuleReader {

  static final int MAX_VALUES = 4096;
  private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2}){1,1024}");
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,4096}");

  private final RuleSpec.SchemeRules known;
  private final DocumentReader in;
  private final SortedMap<String, ReferenceValue> out = new TreeMap<>();

  RuleReader(RuleSpec.SchemeRules known, DocumentReader in) {
    this.known = known;
    this.in = in;
  }

  SortedMap<String, ReferenceValue> read() {
    String see = "docs/policy.md#" + known.scheme();
    in.expectOnly(Set.copyOf(known.names()), "rule for " + known.scheme(), see);
    for (String name : in.names()) {
      Optional<RuleSpec> spec = known.rule(name);
      if (spec.isPresent() && spec.get().kind() == RuleKind.PCRS) {
        pcrs();
      } else if (spec.isPresent()) {
        rule(in, name, spec.get().kind(), Optional.empty()).ifPresent(v -> out.put(name, v));
      }
    }
    return out;
  }

  private void pcrs() {
    Optional<DocumentReader> banks = in.object(PcrName.RULE);
    if (banks.isEmpty()) {
      return;
    }
    banks.get().expectOnly(PcrName.BANKS, "PCR bank", "docs/policy.md#pcrs");
    for (String bank : banks.get().names()) {
      Optional<DocumentReader> values = banks.get().object(bank);
      for (String index : values.map(DocumentReader::names).orElse(List.of())) {
        Optional<Integer> i = PcrName.index(index);
        if (i.isEmpty()) {
          values.get().problem(index, "a PCR is numbered 0 to 31");
          continue;
        }
        PcrName pcr = new PcrName(bank, i.get());
        rule(values.get(), index, RuleKind.BYTES_IN, Optional.of(pcr))
            .ifPresent(v -> out.put(pcr.rule(), v));
      }
    }
  }

  private static Optional<ReferenceValue> rule(
      DocumentReader r, String name, RuleKind kind, Optional<PcrName> pcr) {
    JsonNode value = r.get(name).orElseThrow();
    String field = field(kind);
    if (!value.isObject()) {
      return expectation(r, name, kind, pcr).map(e -> new ReferenceValue(Mode.ENFORCE, e));
    }
    DocumentReader body = r.object(name).orElseThrow();
    body.expectOnly(Set.of(field, "mode"), "field of a reference value", "docs/policy.md#rules");
    if (!body.has(field)) {
      body.problem("\"" + field + "\" is missing");
      return Optional.empty();
    }
    Mode mode = mode(body);
    return expectation(body, field, kind, pcr).map(e -> new ReferenceValue(mode, e));
  }

  private static String field(RuleKind kind) {
    return switch (kind) {
      case BYTES_IN, TEXT_IN, ALL_IN, PCRS -> "any_of";
      case AT_LEAST -> "at_least";
      case AT_MOST -> "at_most";
      case FLAG -> "is";
    };
  }

  private static Mode mode(DocumentReader body) {
    String written = body.text("mode").orElse("enforce");
    if (!written.equals("enforce") && !written.equals("warn")) {
      body.problem("mode", "\"enforce\" or \"warn\" expected");
    }
    return written.equals("warn") ? Mode.WARN : Mode.ENFORCE;
  }

  private static Optional<Expectation> expectation(
      DocumentReader r, String name, RuleKind kind, Optional<PcrName> pcr) {
    return switch (kind) {
      case BYTES_IN, TEXT_IN, ALL_IN, PCRS -> anyOf(r, name, kind == RuleKind.BYTES_IN, pcr);
      case AT_LEAST -> r.number(name, 0, 0xffff_ffffL).map(ReferenceValue.AtLeast::new);
      case AT_MOST -> r.number(name, 0, 0xffff_ffffL).map(ReferenceValue.AtMost::new);
      case FLAG -> flag(r, name);
    };
  }

  private static Optional<Expectation> flag(DocumentReader r, String name) {
    JsonNode value = r.get(name).orElseThrow();
    if (value.isTextual() && value.textValue().equals("any")) {
      return Optional.of(new ReferenceValue.Flag(Optional.empty()));
    }
    if (!value.isBoolean()) {
      r.problem(name, "true, false or \"any\" expected");
      return Optional.empty();
    }
    return Optional.of(new ReferenceValue.Flag(Optional.of(value.booleanValue())));
  }

  private static Optional<Expectation> anyOf(
      DocumentReader r, String name, boolean hex, Optional<PcrName> pcr) {
    JsonNode value = r.get(name).orElseThrow();
    List<JsonNode> items = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(items::add);
    } else {
      items.add(value);
    }
    if (items.isEmpty() || items.size() > MAX_VALUES) {
      r.problem(name, "1 to " + MAX_VALUES + " values expected");
      return Optional.empty();
    }
    List<Named> out = new ArrayList<>();
    for (JsonNode item : items) {
      Optional<Named> named = named(item, hex);
      if (named.isEmpty()) {
        r.problem(name, hex ? "hexadecimal digits expected" : "printable texts expected");
        return Optional.empty();
      }
      if (pcr.isPresent() && named.get().value().length() != pcr.get().digits()) {
        r.problem(name, "a " + pcr.get().bank() + " PCR has " + pcr.get().digits() + " digits");
        return Optional.empty();
      }
      out.add(named.get());
    }
    return Optional.of(new ReferenceValue.AnyOf(sorted(r, name, out)));
  }

  /** The order of a set means nothing, so it is not part of a policy's identity. */
  private static List<Named> sorted(DocumentReader r, String name, List<Named> values) {
    SortedMap<String, Named> byValue = new TreeMap<>();
    for (Named n : values) {
      if (byValue.put(n.value(), n) != null) {
        r.problem(name, "the value " + DocumentReader.quote(n.value()) + " stands twice");
      }
    }
    return List.copyOf(byValue.values());
  }

  /** {@code "b07a…"} or {@code {"value": "b07a…", "label": "release 1.4.2"}}. */
  private static Optional<Named> named(JsonNode item, boolean hex) {
    JsonNode value = item.isObject() ? item.path("value") : item;
    JsonNode label = item.path("label");
    boolean known = !item.isObject() || item.size() == (label.isMissingNode() ? 1 : 2);
    if (!known || !value.isTextual() || !(label.isMissingNode() || label.isTextual())) {
      return Optional.empty();
    }
    String text = value.textValue();
    if (!(hex ? HEX : TEXT).matcher(text).matches()) {
      return Optional.empty();
    }
    Optional<String> words = Optional.ofNullable(label.textValue());
    if (words.isPresent() && !TEXT.matcher(words.get()).matches()) {
      return Optional.empty();
    }
    return Optional.of(new Named(hex ? text.toLowerCase(Locale.ROOT) : text, words));
  }
}
