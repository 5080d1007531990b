package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Head;
import dev.attestry.chain.Located;
import dev.attestry.flow.Component;
import dev.attestry.flow.Flow;
import dev.attestry.flow.FlowAppraiser;
import dev.attestry.flow.FlowMap;
import dev.attestry.flow.FlowVerdict;
import dev.attestry.flow.Hop;
import dev.attestry.sweep.Hops;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How all stands now by the log, for people; fills the same into a JSON object. */
final class ShowPage {

  private final Style style;
  private final LogView log;
  private final Instant now;
  private final EntryWords words;

  ShowPage(Style style, LogView log, Instant now) {
    this.style = style;
    this.log = log;
    this.now = now;
    this.words = new EntryWords(style);
  }

  /** A flow and the map that it is in. */
  record InMap(FlowMap map, Flow flow) {}

  List<String> overview(List<FlowMap> maps, ObjectNode out) {
    List<String> page = new ArrayList<>();
    page.add(style.bold(log.origin()) + log.now().head().map(this::head).orElse(" · empty"));
    page.add("");
    page.addAll(components(maps, out));
    List<InMap> flows = new ArrayList<>();
    maps.forEach(m -> m.flows().forEach(f -> flows.add(new InMap(m, f))));
    if (!flows.isEmpty()) {
      page.add("");
      page.addAll(flows(flows, out));
    }
    return page;
  }

  private String head(Head h) {
    return " · commit " + h.commit() + " · " + h.size() + " leaves · root " + h.root().hex();
  }

  List<String> components(List<FlowMap> maps, ObjectNode out) {
    Table table = new Table("  ");
    ArrayNode all = out.putArray("components");
    for (FlowMap m : maps) {
      for (Component c : m.components()) {
        Optional<Located> newest = log.now().newest(c.name());
        ObjectNode one = all.addObject().put("component", c.name()).put("map", m.name());
        if (newest.isEmpty()) {
          table.row(style.bold(c.name()), "", style.red("○ never attested"), "");
        } else {
          Located l = newest.get();
          words.into(one, l.entry());
          one.put("written", l.written().toString()).put("index", l.link().index());
          table.row(
              style.bold(c.name()),
              age(l.written()),
              words.verdict(l.entry()),
              words.why(l.entry()));
        }
      }
    }
    return table.isEmpty() ? List.of("  no flow map is in force") : table.lines();
  }

  List<String> flows(List<InMap> flows, ObjectNode out) {
    List<String> page = new ArrayList<>();
    ArrayNode all = out.putArray("flows");
    Table table = new Table("  ");
    for (InMap f : flows) {
      Map<String, Hop> hops = Hops.of(f.map(), log.now());
      FlowVerdict v = FlowAppraiser.at(f.map(), hops, now).verdict(f.flow());
      table.row(
          style.bold(f.flow().name()),
          words.tier(v.tier(), v.expected()),
          Style.safe(v.reason()),
          v.meets() ? "" : style.red("requires " + f.flow().required().label()));
      ObjectNode one = all.addObject().put("flow", f.flow().name()).put("tier", v.tier().label());
      one.put("meets", v.meets()).put("expected", v.expected()).put("reason", v.reason());
      if (flows.size() == 1) {
        page.addAll(hops(f, hops, v));
      }
    }
    page.addAll(0, table.lines());
    return page;
  }

  private List<String> hops(InMap f, Map<String, Hop> hops, FlowVerdict v) {
    Table table = new Table("    ");
    for (String c : f.flow().components()) {
      Optional<Hop> hop = Optional.ofNullable(hops.get(c));
      List<String> up = f.map().upstream(f.flow(), c);
      table.row(
          c,
          hop.map(h -> words.tier(h.tier(), h.expected())).orElse(style.red("○ never attested")),
          hop.map(h -> age(h.time())).orElse(""),
          up.isEmpty()
              ? "source"
              : "from " + String.join(", ", up) + ": sourced-data " + v.sourcedData().get(c));
    }
    return table.lines();
  }

  private String age(Instant then) {
    Duration d = Duration.between(then, now);
    return d.toSeconds() < 0 ? length(d.negated()) + " ahead of this clock" : length(d) + " ago";
  }

  private static String length(Duration d) {
    if (d.toSeconds() < 60) {
      return d.toSeconds() + " s";
    }
    return d.toMinutes() < 60
        ? d.toMinutes() + " min"
        : d.toHours() < 48 ? d.toHours() + " h" : d.toDays() + " days";
  }
}
