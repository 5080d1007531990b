package dev.attestry.lab.standin;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Delivers to one function as Eventarc and Pub/Sub do; each answers the status. */
public record Delivery(URI function) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A message of a topic, as the CloudEvent that Eventarc makes of it. */
  public int message(FakePubSub.Message m) throws IOException, InterruptedException {
    return event(m.id(), "google.cloud.pubsub.topic.v1.messagePublished", m.pushed());
  }

  /** An event in binary mode. */
  public int event(String id, String type, Bytes data) throws IOException, InterruptedException {
    return send(
        request(data)
            .header("ce-id", id)
            .header("ce-specversion", "1.0")
            .header("ce-source", "//lab.googleapis.com")
            .header("ce-type", type));
  }

  /** A message as a push subscription sends it, without Eventarc. */
  public int push(FakePubSub.Message m) throws IOException, InterruptedException {
    return send(request(m.pushed()));
  }

  private HttpRequest.Builder request(Bytes body) {
    return HttpRequest.newBuilder(function)
        .timeout(Duration.ofMinutes(1))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()));
  }

  private static int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
