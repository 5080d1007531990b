package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A fake of Pub/Sub, seen by who publishes: it keeps the messages, and a test delivers them, twice
 * and in any order as it likes. No credentials. Written from Google's documentation of {@code
 * projects.topics.publish}.
 */
public final class FakePubSub implements AutoCloseable {

  private static final String PUBLISH = ":publish";
  private static final int MOST = 1_000;
  private static final int LONGEST = 10_000_000;

  private final Map<String, List<Message>> topics = new HashMap<>();
  private final FakeHttp http;
  private boolean down;
  private int count;

  private FakePubSub() throws IOException {
    this.http = FakeHttp.start(this::handle);
  }

  /** One message, with what Pub/Sub gives it. */
  public record Message(String id, Instant published, Bytes data) {

    /** As Pub/Sub pushes it, and the body of the CloudEvent that Eventarc makes of it. */
    public Bytes pushed() {
      ObjectNode o = Json.object().put("subscription", "projects/lab/subscriptions/s");
      o.putObject("message")
          .put("data", Base64s.encode(data))
          .put("messageId", id)
          .put("message_id", id)
          .put("publishTime", published.toString())
          .put("publish_time", published.toString());
      return Bytes.utf8(o.toString());
    }
  }

  /** One on a free port of the loopback. */
  public static FakePubSub start() throws IOException {
    return new FakePubSub();
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /**
   * A new topic.
   *
   * @param name {@code projects/P/topics/T}
   */
  public synchronized String create(String name) {
    topics.put(name, new ArrayList<>());
    return name;
  }

  /** A topic that is there, as whoever delivers sees it. */
  public Topic topic(String name) {
    return new Topic() {
      @Override
      public void publish(Bytes data) {
        add(name, data);
      }

      @Override
      public List<Waiting> pull() {
        return take(name).stream().map(m -> new Waiting(m, m.id())).toList();
      }

      @Override
      public void done(Waiting w) {
        // Taken already.
      }

      @Override
      public void again(Waiting w) {
        putBack(name, w.message());
      }
    };
  }

  private synchronized void add(String topic, Bytes data) {
    count++;
    putBack(topic, new Message(Integer.toString(count), Instant.now(), data));
  }

  private synchronized void putBack(String topic, Message m) {
    topics.computeIfAbsent(topic, t -> new ArrayList<>()).add(m);
  }

  /** Whether it answers that it cannot just now. */
  public synchronized void down(boolean isDown) {
    down = isDown;
  }

  /** What was published to a topic, in order, and is not taken yet. */
  public synchronized List<Message> take(String topic) {
    List<Message> waiting = topics.getOrDefault(topic, new ArrayList<>());
    List<Message> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  private synchronized void handle(HttpExchange x) throws IOException {
    Bytes request = FakeHttp.body(x);
    String path = x.getRequestURI().getPath();
    String topic = path.replaceFirst("^/v1/", "").replace(PUBLISH, "");
    if (down) {
      FakeCloudKms.refuse(x, 503, "UNAVAILABLE");
    } else if (!path.endsWith(PUBLISH) || !topics.containsKey(topic)) {
      FakeCloudKms.refuse(x, 404, "NOT_FOUND");
    } else {
      try {
        FakeCloudKms.answer(x, publish(topics.getOrDefault(topic, new ArrayList<>()), request));
      } catch (MalformedInput e) {
        FakeCloudKms.refuse(x, 400, "INVALID_ARGUMENT");
      }
    }
  }

  private ObjectNode publish(List<Message> topic, Bytes request) throws MalformedInput {
    JsonNode messages = Json.readObject("request", request).path("messages");
    if (messages.isEmpty() || messages.size() > MOST || request.length() > LONGEST) {
      throw new MalformedInput("request", -1, "too many or too few messages");
    }
    List<Message> all = new ArrayList<>();
    for (JsonNode m : messages) {
      Bytes data = FakeHttp.base64(m.path("data"));
      if (data.isEmpty() && m.path("attributes").isEmpty()) {
        throw new MalformedInput("request", -1, "a message without data and attributes");
      }
      all.add(new Message(Integer.toString(count + all.size() + 1), Instant.now(), data));
    }
    count += all.size();
    topic.addAll(all);
    ObjectNode answer = Json.object();
    ArrayNode ids = answer.putArray("messageIds");
    all.forEach(m -> ids.add(m.id()));
    return answer;
  }

  @Override
  public void close() {
    http.close();
  }
}
