package dev.attestry.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;

/**
 * What of {@code host.json} queue triggers obey, with the documented defaults. An app setting
 * {@code AzureFunctionsJobHost__extensions__queues__NAME} overrides one.
 *
 * @param batchSize messages that are fetched together
 * @param newBatchThreshold how few must be left for more to be fetched
 * @param maxDequeueCount attempts, before a message goes to the poison queue
 * @param visibilityTimeout how long a failed message waits
 */
record HostJson(
    int batchSize, int newBatchThreshold, int maxDequeueCount, Duration visibilityTimeout) {

  private static final String FILE = "host.json";

  private static final String OVERRIDE = "AzureFunctionsJobHost__extensions__queues__";

  static HostJson read(Path app, AppSettings settings) throws IOException, MalformedInput {
    JsonNode o = Json.readObject(FILE, Bytes.of(Files.readAllBytes(app.resolve(FILE))));
    if (!o.path("version").asText().equals("2.0")
        || o.path("extensionBundle").path("id").asText().isEmpty()) {
      throw new MalformedInput(FILE, -1, "version 2.0 and an extension bundle expected");
    }
    ObjectNode q = Json.object();
    o.path("extensions").path("queues").properties().forEach(p -> q.set(p.getKey(), p.getValue()));
    settings
        .all()
        .forEach(
            (name, value) -> {
              if (name.startsWith(OVERRIDE)) {
                q.put(name.substring(OVERRIDE.length()), value);
              }
            });
    if (!q.path("messageEncoding").asText("base64").equals("base64")) {
      throw new MalformedInput(FILE, -1, "this fake reads base64 only");
    }
    int batch = q.path("batchSize").asInt(16);
    return new HostJson(
        batch,
        q.path("newBatchThreshold").asInt(batch / 2),
        q.path("maxDequeueCount").asInt(5),
        Duration.ofSeconds(
            LocalTime.parse(q.path("visibilityTimeout").asText("00:00:00")).toSecondOfDay()));
  }
}
