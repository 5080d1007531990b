package dev.attestry.lab.cold;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Starts programs anew, in turn, plain and with an AOT cache (JEP 514) that was trained once. */
public final class ColdStarts {

  /** The JDK that makes a cache in one step. */
  private static final int ONE_STEP = 25;

  private final List<ColdProgram> programs;
  private final Path work;

  /** A program, and the flags that it is started with. */
  private record Row(ColdProgram program, String cache, List<String> flags, List<Cost> costs) {}

  /**
   * @param work an existing folder for the caches
   */
  public ColdStarts(List<ColdProgram> programs, Path work) {
    this.programs = List.copyOf(programs);
    this.work = work;
  }

  /** Rows {@code {program, cache, runs, millis, cpu_millis}}: medians of so many runs each. */
  public ArrayNode measure(int runs) throws Exception {
    List<Row> rows = new ArrayList<>();
    Map<ColdProgram, Path> caches = Runtime.version().feature() < ONE_STEP ? Map.of() : train();
    for (ColdProgram p : programs) {
      rows.add(new Row(p, "none", List.of(), new ArrayList<>()));
      Path cache = caches.get(p);
      if (cache != null) {
        rows.add(new Row(p, "aot", List.of("-XX:AOTCache=" + cache), new ArrayList<>()));
      }
    }
    for (int n = 0; n < runs; n++) {
      for (Row r : rows) {
        r.costs.add(r.program.run(r.flags));
      }
    }
    ArrayNode all = Json.object().putArray("rows");
    for (Row r : rows) {
      all.addObject()
          .put("program", r.program.name())
          .put("cache", r.cache)
          .put("runs", runs)
          .put("millis", median(r.costs, Cost::time))
          .put("cpu_millis", median(r.costs, Cost::cpu));
    }
    return all;
  }

  private Map<ColdProgram, Path> train() throws Exception {
    Map<ColdProgram, Path> caches = new HashMap<>();
    for (ColdProgram p : programs.stream().filter(ColdProgram::cached).toList()) {
      Path cache = work.resolve(caches.size() + ".aot");
      p.run(List.of("-XX:AOTCacheOutput=" + cache));
      if (!Files.exists(cache)) {
        throw new IOException("no AOT cache of " + p.name() + " came out of its training");
      }
      caches.put(p, cache);
    }
    return caches;
  }

  private static long median(List<Cost> costs, Function<Cost, Duration> what) {
    List<Duration> sorted = costs.stream().map(what).sorted().toList();
    return sorted.get(sorted.size() / 2).toMillis();
  }
}
