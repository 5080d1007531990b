package dev.attestry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Requests that a cloud bills, counted on the way to its stand-ins, with their list prices. */
final class RequestRows {

  private static final int MILLION = 1_000_000;
  private static final double BUCKET_DOLLARS = 0.10;
  private static final double ALL_DOLLARS = 0.30;

  /** The batch that the goals are set for. */
  private static final int GOAL_BATCH = 256;

  private final String cloud;
  private final JsonNode counted;
  private final Prices prices;
  private final int attestations;

  RequestRows(String cloud, JsonNode counted, Prices prices) {
    this.cloud = cloud;
    this.counted = counted;
    this.prices = prices;
    this.attestations = counted.path("attestations").asInt();
  }

  void run(Report report) {
    report.heading("Functions: requests for a million attestations, " + cloud);
    report.text(
        "Counted over "
            + Report.number((long) attestations)
            + " attestations, one new instance of each function, and scaled. Reading the log from"
            + " its beginning, a get for a commit, is once for an instance. "
            + beside()
            + " List prices of "
            + prices.region()
            + ", without the functions themselves; look them up before you rely on them.");
    report.table("requests", "$ a million", "price list", "how it is known");
    for (Prices.Price p : prices.all()) {
      report.row(p.request().strip(), amount(p.dollars()), p.source(), p.read());
    }
    Set<String> names = new TreeSet<>();
    for (JsonNode b : counted.path("batches")) {
      b.path("requests").fieldNames().forEachRemaining(names::add);
      goals(b, report);
    }
    for (JsonNode b : counted.path("batches")) {
      report.table("batch of " + b.path("batch").asText(), "a million", "$ for these");
      for (String n : names) {
        double million = b.path("requests").path(n).asInt() * (double) MILLION / attestations;
        report.row(n, Report.number(Math.round(million)), dollars(million * prices.dollars(n)));
      }
      report.row("**all**", "", dollars(sum(b, "")));
    }
  }

  /** What is counted otherwise than at a stand-in. */
  private String beside() {
    return switch (cloud) {
      case "aws" ->
          "What Lambda's mapping asks of a queue is counted as one receive and one delete for an"
              + " event.";
      case "azure" ->
          "What the host asks of a queue is counted as one receive and one delete for a message;"
              + " what it asks of empty queues depends on the time, not on attestations.";
      default -> "Pub/Sub bills bytes, of what is published and of what is pushed.";
    };
  }

  private void goals(JsonNode b, Report report) {
    if (b.path("batch").asInt() != GOAL_BATCH) {
      return;
    }
    String of = ", a million attestations in batches of 256, " + cloud;
    report.goal(
        new Report.Goal(
            "Requests to the bucket" + of, "$", BUCKET_DOLLARS, sum(b, prices.bucket()), false));
    report.goal(new Report.Goal("All requests" + of, "$", ALL_DOLLARS, sum(b, ""), false));
  }

  private double sum(JsonNode batch, String service) {
    double all = 0;
    for (Map.Entry<String, JsonNode> r : batch.path("requests").properties()) {
      if (r.getKey().startsWith(service)) {
        all += r.getValue().asDouble() * prices.dollars(r.getKey()) * MILLION / attestations;
      }
    }
    return all;
  }

  private static String dollars(double d) {
    return String.format(Locale.ROOT, "%.3f", d);
  }

  private static String amount(double d) {
    return d < 0.001 ? String.format(Locale.ROOT, "%.3g", d) : dollars(d);
  }
}
