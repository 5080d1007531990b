package dev.attestry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the adapters have measured of the packages that are deployed ({@code ColdStartBench}, {@code
 * RequestsBench}), as rows of the page.
 */
final class FunctionRows {

  private static final double MEGABYTE = 1e6;

  /** The least CPU that a first commit should be measured by, as a multiple. */
  private static final double FIRST_COMMIT = 1.5;

  private static final Map<String, Integer> PACKAGES = packages();

  private final Path project;

  FunctionRows(Path project) {
    this.project = project;
  }

  /** Megabytes that a package may have, where the bucket is S3. */
  private static Map<String, Integer> packages() {
    Map<String, Integer> all = new LinkedHashMap<>();
    all.put("aws", 35);
    all.put("azure", 45);
    all.put("gcp", 60);
    return all;
  }

  void run(Report report) throws IOException, MalformedInput {
    report.heading("Functions: from the start of a process to its first commit");
    report.text(
        "Medians. `append` in the runtime of its cloud, or what comes nearest here, over stand-ins"
            + " on the loopback; beside it a program that makes one put and one signature with the"
            + " same clients, the runtime with a function that does nothing, and a JVM that does"
            + " nothing. Each with the flags"
            + " `-XX:TieredStopAtLevel=1 -XX:+UseSerialGC`. In Azure host and functions are one"
            + " process here; there, as in Google's invoker, the functions come by a class loader"
            + " of their own, which no AOT cache covers.");
    report.table("cloud", "program", "AOT cache", "runs", "ms", "CPU ms");
    for (Map.Entry<String, Integer> p : PACKAGES.entrySet()) {
      Optional<JsonNode> cold = read(p.getKey(), "cold.json");
      if (cold.isPresent()) {
        starts(cold.get(), p.getKey(), p.getValue(), report);
      }
    }
    for (String cloud : PACKAGES.keySet()) {
      Optional<JsonNode> requests = read(cloud, "requests.json");
      if (requests.isPresent()) {
        new RequestRows(cloud, requests.get(), Prices.of(cloud)).run(report);
      }
    }
  }

  private Optional<JsonNode> read(String cloud, String name) throws IOException, MalformedInput {
    Path file = project.resolve(cloud + "-adapter/functions/target/bench").resolve(name);
    return Files.exists(file)
        ? Optional.of(Json.readObject(name, Bytes.of(Files.readAllBytes(file))))
        : Optional.empty();
  }

  private static void starts(JsonNode cold, String cloud, int megabytes, Report report) {
    Map<String, Long> least = new LinkedHashMap<>();
    for (JsonNode r : cold.path("starts")) {
      String program = r.path("program").asText();
      String cache = r.path("cache").asText();
      long cpu = r.path("cpu_millis").asLong();
      report.row(
          cloud,
          program,
          cache,
          r.path("runs").asText(),
          Report.number(r.path("millis").asLong()),
          Report.number(cpu));
      if (program.startsWith("one put")) {
        least.put(cache, cpu);
      }
      Long one = least.get(cache);
      if (program.equals("first commit") && one != null) {
        report.goal(
            new Report.Goal(
                "First commit, " + cloud + ", AOT cache: " + cache,
                "× the CPU of one put and one signature",
                FIRST_COMMIT,
                (double) cpu / one,
                false));
      }
    }
    report.goal(
        new Report.Goal(
            "Package, " + cloud,
            "MB",
            megabytes,
            cold.path("package_bytes").asLong() / MEGABYTE,
            false));
  }
}
