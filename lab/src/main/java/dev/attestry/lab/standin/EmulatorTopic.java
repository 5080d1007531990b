package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One of Google's emulator, by its JSON API.
 *
 * @param v1 where that is
 * @param topic {@code projects/P/topics/T}; the subscription has the same last name
 */
record EmulatorTopic(URI v1, String topic) implements Topic {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST = 16;
  private static final int DEADLINE_SECONDS = 60;

  static EmulatorTopic create(URI emulator, String topic) throws IOException {
    EmulatorTopic t = new EmulatorTopic(emulator.resolve("/v1/"), topic);
    t.call("PUT", topic, Json.object());
    t.call(
        "PUT",
        t.subscription(),
        Json.object().put("topic", topic).put("ackDeadlineSeconds", DEADLINE_SECONDS));
    return t;
  }

  private String subscription() {
    return topic.replace("/topics/", "/subscriptions/");
  }

  @Override
  public void publish(Bytes data) throws IOException {
    ObjectNode o = Json.object();
    o.putArray("messages").addObject().put("data", Base64s.encode(data));
    call("POST", topic + ":publish", o);
  }

  @Override
  public List<Waiting> pull() throws IOException {
    ObjectNode o = Json.object().put("maxMessages", MOST).put("returnImmediately", true);
    List<Waiting> all = new ArrayList<>();
    for (JsonNode r : call("POST", subscription() + ":pull", o).path("receivedMessages")) {
      JsonNode m = r.path("message");
      all.add(
          new Waiting(
              new FakePubSub.Message(
                  m.path("messageId").asText(),
                  Instant.parse(m.path("publishTime").asText()),
                  Bytes.of(m.path("data").binaryValue())),
              r.path("ackId").asText()));
    }
    return all;
  }

  @Override
  public void done(Waiting w) throws IOException {
    call("POST", subscription() + ":acknowledge", tickets(w));
  }

  @Override
  public void again(Waiting w) throws IOException {
    call("POST", subscription() + ":modifyAckDeadline", tickets(w).put("ackDeadlineSeconds", 0));
  }

  private static ObjectNode tickets(Waiting w) {
    ObjectNode o = Json.object();
    o.putArray("ackIds").add(w.ticket());
    return o;
  }

  private ObjectNode call(String method, String path, ObjectNode body) throws IOException {
    // Not resolved: a colon in a last segment would be a scheme.
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(v1 + path))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<byte[]> r = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (r.statusCode() != 200) {
        throw new IOException("the emulator answered " + r.statusCode() + " to " + path);
      }
      return Json.readObject("answer", Bytes.of(r.body()));
    } catch (MalformedInput e) {
      throw new IOException("the emulator's answer to " + path + " cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
