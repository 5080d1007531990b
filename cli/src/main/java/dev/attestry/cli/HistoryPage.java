package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All entries of one component, for people; fills the same into a JSON object. */
final class HistoryPage {

  private final Style style;
  private final EntryWords words;

  HistoryPage(Style style) {
    this.style = style;
    this.words = new EntryWords(style);
  }

  List<String> of(String name, History history, ObjectNode out) {
    List<String> page = new ArrayList<>();
    page.add(
        style.bold(name)
            + " · "
            + history.seen()
            + (history.seen() == 1 ? " entry" : " entries, newest first"));
    page.add("");
    out.put("component", name).put("entries", history.seen());
    ArrayNode all = out.putArray("history");
    Table table = new Table("  ");
    for (History.Line l : history.lines().reversed()) {
      line(table, all.addObject(), l);
    }
    page.addAll(table.lines());
    return page;
  }

  private void line(Table table, ObjectNode one, History.Line l) {
    Instant written = l.commit().commit().header().writer().time();
    one.put("index", l.line().link().index()).put("commit", l.commit().head().commit());
    one.put("written", written.toString());
    String stray = l.line().stray().map(s -> style.red("stray: " + s.words())).orElse("");
    if (l.line().entry().isPresent()) {
      words.into(one, l.line().entry().get());
      table.row(
          "entry " + l.line().link().index(),
          written.toString(),
          l.line().entry().get().kind().label(),
          words.verdict(l.line().entry().get()),
          words.why(l.line().entry().get()) + stray);
    } else {
      table.row("entry " + l.line().link().index(), written.toString(), "?", "", stray);
    }
  }
}
