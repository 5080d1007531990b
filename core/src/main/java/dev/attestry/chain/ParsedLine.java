package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.Optional;

/**
 * What a body line says, as far as its bytes alone show.
 *
 * @param view what the rules of chains look at; empty outside the JSON profile
 * @param entry empty if it does not meet the schema of its kind
 * @param fault why view or entry is empty
 */
record ParsedLine(
    Bytes text, Optional<LineView> view, Optional<Entry> entry, Optional<String> fault) {

  static ParsedLine of(Bytes text) {
    Optional<LineView> view = Optional.empty();
    try {
      LineView v = LineView.parse(text);
      view = Optional.of(v);
      return new ParsedLine(text, view, Optional.of(Entry.of(v.object())), Optional.empty());
    } catch (MalformedInput e) {
      return new ParsedLine(text, view, Optional.empty(), Optional.of(e.reason()));
    }
  }
}
