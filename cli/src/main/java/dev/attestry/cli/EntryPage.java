package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.LogLine;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.List;

/** One entry as it stands in the log, for people; fills the same into a JSON object. */
record EntryPage(Style style) {

  List<String> of(History.Line l, ObjectNode out) {
    out.put("index", l.line().link().index()).put("leaf", l.line().link().leaf().hex());
    out.put("commit", l.commit().head().commit()).put("signer", l.commit().signer().name());
    l.line().stray().ifPresent(s -> out.put("stray", s.words()));
    out.set("entry", json(l.line()));
    return List.of(
        style.bold("entry " + l.line().link().index())
            + " · commit "
            + l.commit().head().commit()
            + " · signed by "
            + l.commit().signer().name()
            + " ("
            + l.commit().signer().cloud()
            + ") · leaf "
            + l.line().link().leaf().hex()
            + l.line().stray().map(s -> " · " + style.red("stray: " + s.words())).orElse(""),
        Json.pretty(json(l.line())));
  }

  private static ObjectNode json(LogLine line) {
    try {
      return Json.readObject("entry", line.text());
    } catch (MalformedInput e) {
      return Json.object().put("not_json", Style.safe(line.text().utf8()));
    }
  }
}
