package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.StandingCommit;
import java.util.ArrayList;
import java.util.List;

/** One commit and its entries, for people; fills the same into a JSON object. */
final class CommitPage {

  private final Style style;
  private final EntryWords words;

  CommitPage(Style style) {
    this.style = style;
    this.words = new EntryWords(style);
  }

  List<String> of(StandingCommit c, ObjectNode out) {
    out.put("commit", c.head().commit()).put("hash", c.head().hash().hex());
    out.put("size", c.head().size()).put("root", c.head().root().hex());
    out.put("signer", c.signer().name()).put("cloud", c.signer().cloud());
    out.put("written", c.commit().header().writer().time().toString());
    List<String> page = new ArrayList<>();
    page.add(
        style.bold("commit " + c.head().commit())
            + " · "
            + c.commit().header().writer().time()
            + " · signed by "
            + c.signer().name()
            + " ("
            + c.signer().cloud()
            + ") · "
            + c.head().size()
            + " leaves");
    page.add("  hash  " + c.head().hash().hex());
    page.add("  root  " + c.head().root().hex());
    page.add("");
    Table table = new Table("  ");
    ArrayNode all = out.putArray("entries");
    for (LogLine l : c.lines()) {
      ObjectNode one = all.addObject().put("index", l.link().index());
      l.entry().ifPresent(e -> words.into(one.put("component", e.component()), e));
      table.row(
          "entry " + l.link().index(),
          l.entry().map(e -> e.kind().label()).orElse("?"),
          l.entry().map(e -> style.bold(e.component())).orElse(""),
          l.entry().map(words::verdict).orElse(""),
          l.entry().map(words::why).orElse(""));
    }
    page.addAll(table.lines());
    return page;
  }
}
