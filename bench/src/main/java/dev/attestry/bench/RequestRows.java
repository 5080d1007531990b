package dev.attestry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Requests that AWS bills, counted on the way to the stand-in, with their list prices. */
final class RequestRows {

  private static final int MILLION = 1_000_000;
  private static final double BUCKET_DOLLARS = 0.10;
  private static final double ALL_DOLLARS = 0.30;

  /** The batch that the goals are set for. */
  private static final int GOAL_BATCH = 256;

  /** Dollars for a million, in us-east-1; by what a request's name begins with. */
  private static final Map<String, Double> PRICES = prices();

  private final JsonNode counted;

  RequestRows(JsonNode counted) {
    this.counted = counted;
  }

  private static Map<String, Double> prices() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("S3 put", 5.0);
    all.put("S3 list", 5.0);
    all.put("S3 get", 0.4);
    all.put("KMS GenerateDataKey", 3.0);
    // Of keys on a curve.
    all.put("KMS ", 15.0);
    all.put("SQS ", 0.4);
    return all;
  }

  void run(Report report) {
    int attestations = counted.path("attestations").asInt();
    report.heading("Functions: requests for a million attestations in AWS");
    report.text(
        "Counted over "
            + Report.number((long) attestations)
            + " attestations, one new instance of each function, and scaled. Reading the log from"
            + " its beginning, a get for a commit, is once for an instance. What Lambda's mapping"
            + " asks of a queue is counted as one receive and one delete for an event. Prices are"
            + " list prices of us-east-1, without Lambda itself; look them up before you rely on"
            + " them.");
    Set<String> names = new TreeSet<>();
    for (JsonNode b : counted.path("batches")) {
      b.path("requests").fieldNames().forEachRemaining(names::add);
      goals(b, attestations, report);
    }
    for (JsonNode b : counted.path("batches")) {
      report.table("batch of " + b.path("batch").asText(), "a million", "$ for these");
      for (String n : names) {
        double million = b.path("requests").path(n).asInt() * (double) MILLION / attestations;
        report.row(n, Report.number(Math.round(million)), dollars(million / MILLION * price(n)));
      }
      report.row("**all**", "", dollars(sum(b, attestations, "")));
    }
  }

  private static void goals(JsonNode b, int attestations, Report report) {
    if (b.path("batch").asInt() != GOAL_BATCH) {
      return;
    }
    report.goal(
        new Report.Goal(
            "Requests to the bucket, a million attestations in batches of 256",
            "$",
            BUCKET_DOLLARS,
            sum(b, attestations, "S3"),
            false));
    report.goal(
        new Report.Goal(
            "All requests, a million attestations in batches of 256",
            "$",
            ALL_DOLLARS,
            sum(b, attestations, ""),
            false));
  }

  private static double sum(JsonNode batch, int attestations, String service) {
    double all = 0;
    for (Map.Entry<String, JsonNode> r : batch.path("requests").properties()) {
      if (r.getKey().startsWith(service)) {
        all += r.getValue().asInt() * price(r.getKey()) / attestations;
      }
    }
    return all;
  }

  private static double price(String request) {
    return PRICES.entrySet().stream()
        .filter(p -> request.startsWith(p.getKey()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no price for " + request))
        .getValue();
  }

  private static String dollars(double d) {
    return String.format(Locale.ROOT, "%.3f", d);
  }
}
