package dev.attestry.gcp.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpIOExceptionHandler;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.gcp.store.GoogleClients;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls of Google's JSON APIs within a time limit, and what refusals mean once the client has
 * retried what it retries.
 */
final class GoogleApi {

  /** Guest attributes of a machine, all of them; nothing else that is asked for is as long. */
  private static final int MAX_ANSWER = 8 << 20;

  private static final long SILENCE_MILLIS = 20_000;

  private final GoogleClients clients;
  private final long deadline;

  /**
   * @param timeout for all calls together
   */
  GoogleApi(GoogleClients clients, Duration timeout) {
    this.clients = clients;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /** What Google answered, a refusal too. */
  record Answer(Call call, int status, Bytes body) {

    boolean good() {
      return status == 200;
    }

    ObjectNode json() throws NoAnswer {
      if (!good()) {
        throw refused();
      }
      try {
        return Json.readObject("answer of Google", body);
      } catch (MalformedInput e) {
        throw new NoAnswer(Reason.UNREACHABLE, "Google's answer cannot be read");
      }
    }

    NoAnswer refused() {
      String reason = reason(body);
      String service = "Google (" + call.service() + ")";
      if (status == 429 || reason.toLowerCase(Locale.ROOT).contains("ratelimit")) {
        return new NoAnswer(Reason.UNREACHABLE, service + " is throttling us");
      }
      if (status == 404 && call.service().equals("compute")) {
        return new NoAnswer(Reason.NO_INSTANCE, "Google has no such machine");
      }
      return status >= 500
          ? new NoAnswer(Reason.UNREACHABLE, service + " answered " + status)
          : new NoAnswer(Reason.REFUSED, service + " refused: " + status + " " + reason);
    }
  }

  /** One call. */
  Answer call(Call call, String resource, Optional<ObjectNode> body)
      throws NoAnswer, InterruptedException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw slow();
    }
    try {
      HttpResponse r = request(call, resource, body, left).execute();
      try (InputStream in = r.getContent()) {
        return new Answer(call, r.getStatusCode(), bounded(in));
      } finally {
        r.disconnect();
      }
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("given up while Google was asked");
      }
      throw System.nanoTime() >= deadline
          ? slow()
          : new NoAnswer(Reason.UNREACHABLE, "Google (" + call.service() + ") did not answer");
    }
  }

  private HttpRequest request(Call call, String resource, Optional<ObjectNode> body, long left)
      throws IOException {
    GenericUrl url = new GenericUrl(clients.root(call.service()) + call.path(resource), true);
    HttpRequest r = clients.requests().buildRequest(call.method(), url, content(body));
    HttpIOExceptionHandler again = r.getIOExceptionHandler();
    return r.setThrowExceptionOnExecuteError(false)
        .setReadTimeout((int) Math.min(left, SILENCE_MILLIS))
        .setIOExceptionHandler(
            (q, retries) -> System.nanoTime() < deadline && again.handleIOException(q, retries));
  }

  private static @Nullable HttpContent content(Optional<ObjectNode> body) {
    return body.map(b -> ByteArrayContent.fromString("application/json", b.toString()))
        .orElse(null);
  }

  private static Bytes bounded(@Nullable InputStream in) throws IOException {
    if (in == null) {
      return Bytes.EMPTY;
    }
    byte[] all = in.readNBytes(MAX_ANSWER + 1);
    if (all.length > MAX_ANSWER) {
      throw new IOException("longer than " + MAX_ANSWER + " bytes");
    }
    return Bytes.of(all);
  }

  private static NoAnswer slow() {
    return new NoAnswer(Reason.TIMED_OUT, "no answer within the time limit");
  }

  /** Google's word for it; its text can quote what was sent. */
  private static String reason(Bytes body) {
    try {
      JsonNode e = Json.readObject("answer of Google", body).path("error");
      String word = e.path("errors").path(0).path("reason").asText(e.path("status").asText());
      return word.matches("[A-Za-z_]{1,60}") ? word : "unknown";
    } catch (MalformedInput e) {
      return "unknown";
    }
  }
}
