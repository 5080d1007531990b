package dev.attestry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A cloud's list prices: {@code prices.json} is the one place that they stand in.
 *
 * @param bucket what the names of requests to the bucket begin with
 */
record Prices(String region, String bucket, List<Price> all) {

  /**
   * One price.
   *
   * @param request what names of such requests begin with
   * @param dollars for a million
   * @param read how it is known
   */
  record Price(String request, double dollars, String source, String read) {}

  static Prices of(String cloud) throws IOException, MalformedInput {
    try (InputStream in =
        Objects.requireNonNull(Prices.class.getResourceAsStream("prices.json"), "prices.json")) {
      JsonNode o = Json.readObject("prices.json", Bytes.of(in.readAllBytes())).path(cloud);
      List<Price> all = new ArrayList<>();
      for (JsonNode p : o.path("prices")) {
        all.add(
            new Price(
                p.path("request").asText(),
                p.path("dollars").asDouble(),
                p.path("source").asText(),
                p.path("read").asText()));
      }
      return new Prices(o.path("region").asText(), o.path("bucket").asText(), all);
    }
  }

  /** Dollars for one. */
  double dollars(String request) {
    for (Price p : all) {
      if (request.startsWith(p.request)) {
        return p.dollars / 1e6;
      }
    }
    throw new IllegalArgumentException("no price for " + request);
  }
}
