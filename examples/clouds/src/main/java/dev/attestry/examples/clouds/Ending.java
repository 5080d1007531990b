package dev.attestry.examples.clouds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Entry;
import dev.attestry.codec.MalformedInput;
import dev.attestry.flow.Flow;
import dev.attestry.flow.FlowAppraiser;
import dev.attestry.flow.FlowMap;
import dev.attestry.flow.FlowVerdict;
import dev.attestry.sweep.Hops;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** What the log says at the end: that nothing was lost, that it is whole, how the flows stand. */
record Ending(Story story, SharedLog log, Commands commands) {

  private static final int GOOD = 0;
  private static final int BAD = 1;

  /**
   * Judges.
   *
   * @param expected how many results there should be
   * @return the exit code
   */
  int judge(int expected) throws IOException, InterruptedException, MalformedInput {
    boolean whole = count(expected);
    int audit = audit();
    boolean meets = flows();
    return audit == GOOD && whole && meets ? GOOD : audit == GOOD ? BAD : audit;
  }

  private boolean count(int expected) throws IOException, MalformedInput {
    List<String> ids = log.results().stream().map(Entry::id).toList();
    long different = ids.stream().distinct().count();
    boolean whole = ids.size() == expected && different == expected;
    story.json().put("asked", expected).put("results", ids.size()).put("distinct", different);
    story.tell(
        "",
        (whole ? "✔ " : "✘ ")
            + expected
            + " checks were asked for, "
            + ids.size()
            + " results stand, "
            + different
            + " different: "
            + (whole ? "nothing lost, nothing twice" : "not as it should be"));
    return whole;
  }

  private int audit() throws IOException, InterruptedException, MalformedInput {
    Commands.Answer a = commands.audit(log);
    story.json().set("audit", a.json());
    story.tell(
        "",
        (a.exit() == GOOD ? "✔ " : "✘ ")
            + "attestry audit: "
            + a.json().path("conclusion").asText()
            + " · "
            + a.json().path("commits").asText()
            + " commits, "
            + a.json().path("entries").asText()
            + " entries, "
            + a.json().path("evidence").asText()
            + " pieces of evidence");
    return a.exit();
  }

  private boolean flows() throws IOException, MalformedInput {
    FlowMap map = log.map().map();
    FlowAppraiser now = FlowAppraiser.at(map, Hops.of(map, log.read()), Instant.now());
    ArrayNode told = story.json().putArray("flows");
    boolean all = true;
    for (Flow f : map.flows()) {
      FlowVerdict v = now.verdict(f);
      all &= v.meets();
      ObjectNode one = told.addObject().put("flow", f.name()).put("tier", v.tier().label());
      one.put("expected", v.expected()).put("meets", v.meets()).put("reason", v.reason());
      story.tell(
          "",
          (v.meets() ? "✔ " : "✘ ")
              + "flow "
              + f.name()
              + ": "
              + v.tier().label()
              + (v.expected() ? " (expected)" : "")
              + ", the map requires "
              + f.required().label()
              + " · "
              + v.reason());
    }
    return all;
  }
}
