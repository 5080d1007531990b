package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.collateral.CollateralImport.Item;
import dev.attestry.collateral.CollateralImport.Outcome;
import dev.attestry.collateral.Refusal;
import java.util.ArrayList;
import java.util.List;

/** What became of each document of a bundle. */
record ImportPage(Style style, String bundle, FoundLog log) {

  List<String> of(List<Item> items) {
    List<String> lines = new ArrayList<>();
    lines.add(bundle + " · " + items.size() + " files · " + log.name() + " · shard " + log.shard());
    lines.add("");
    Table table = new Table("  ");
    for (Item i : items) {
      table.row(sign(i.outcome()), good(i), Style.safe(i.file()));
    }
    lines.addAll(table.lines());
    for (Item i : items) {
      i.refusal().ifPresent(r -> lines.addAll(why(i, r)));
    }
    lines.add("");
    lines.add(
        "  %d imported, %d there already, %d refused"
            .formatted(
                count(items, Outcome.IMPORTED),
                count(items, Outcome.THERE),
                count(items, Outcome.REFUSED)));
    return lines;
  }

  private static List<String> why(Item i, Refusal r) {
    return List.of(
        "",
        "  " + Style.safe(i.file()),
        "    " + Style.safe(r.problem()),
        "    expected  " + Style.safe(r.expected()),
        "    found     " + Style.safe(r.found()),
        "    next      " + Style.safe(r.next()));
  }

  private String sign(Outcome o) {
    return switch (o) {
      case IMPORTED -> style.green("✔ imported");
      case THERE -> style.dim("· there");
      case REFUSED -> style.red("✘ refused");
    };
  }

  private static String good(Item i) {
    return i.good().map(t -> "good until " + t).orElse("");
  }

  private static long count(List<Item> items, Outcome o) {
    return items.stream().filter(i -> i.outcome() == o).count();
  }

  ObjectNode json(List<Item> items) {
    ObjectNode all = Json.object().put("bucket", log.name()).put("shard", log.shard());
    for (Outcome o : Outcome.values()) {
      all.put(o.label(), count(items, o));
    }
    ArrayNode files = all.putArray("files");
    for (Item i : items) {
      ObjectNode one = files.addObject().put("file", i.file()).put("outcome", i.outcome().label());
      i.good().ifPresent(t -> one.put("good_until", t.toString()));
      i.refusal()
          .ifPresent(
              r ->
                  one.put("problem", r.problem())
                      .put("expected", r.expected())
                      .put("found", r.found())
                      .put("next", r.next()));
    }
    return all;
  }
}
