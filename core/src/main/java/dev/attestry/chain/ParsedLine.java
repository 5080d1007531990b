package dev.attestry.chain;

import dev.attestry.codec.JsonLine;
import dev.attestry.codec.MalformedInput;
import dev.attestry.codec.Texts;
import java.util.Optional;

/**
 * What a body line says, as far as its bytes alone show.
 *
 * @param view what the rules of chains look at; empty outside the JSON profile
 * @param entry empty if it does not meet the schema of its kind
 * @param fault why view or entry is empty
 */
record ParsedLine(Optional<LineView> view, Optional<Entry> entry, Optional<String> fault) {

  /**
   * @param texts of the commit's object
   */
  static ParsedLine of(Commit commit, int line, Texts texts) {
    Optional<LineView> view = Optional.empty();
    try {
      JsonLine object = commit.json(line, texts);
      Fields f = Fields.of("entry", object);
      LineView v = LineView.read(object, f);
      view = Optional.of(v);
      return new ParsedLine(view, Optional.of(Entry.read(v, f)), Optional.empty());
    } catch (MalformedInput e) {
      return new ParsedLine(view, Optional.empty(), Optional.of(e.reason()));
    }
  }
}
