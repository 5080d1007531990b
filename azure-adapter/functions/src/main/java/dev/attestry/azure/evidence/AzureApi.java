package dev.attestry.azure.evidence;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls of a REST API of Azure until a time, and what its refusals mean once the pipeline has
 * retried what it retries.
 *
 * @param name of the API, for people
 * @param deadline by {@link System#nanoTime}
 */
record AzureApi(HttpPipeline pipeline, String name, long deadline) {

  static final String MANAGER = "Resource Manager";

  private static final String STRUCTURE = "answer of Azure";
  private static final int MAX_ANSWER = 2 << 20;
  private static final int DELETES = 3;
  private static final long PAUSE_NANOS = 500_000_000;

  static AzureApi of(HttpPipeline pipeline, String name, Duration timeout) {
    return new AzureApi(pipeline, name, System.nanoTime() + timeout.toNanos());
  }

  /** One call; what it answers is empty where it answers nothing. */
  ObjectNode ask(HttpMethod method, String url, Optional<ObjectNode> body)
      throws NoAnswer, InterruptedException {
    Bytes text = bytes(method, url, body);
    try {
      return text.isEmpty() ? Json.object() : Json.readObject(STRUCTURE, text);
    } catch (MalformedInput e) {
      throw new NoAnswer(Reason.UNREACHABLE, name + "'s answer cannot be read");
    }
  }

  /** One call, and its answer as received. */
  Bytes bytes(HttpMethod method, String url, Optional<ObjectNode> body)
      throws NoAnswer, InterruptedException {
    return good(send(method, url, body));
  }

  /** What came back, a refusal too. */
  record Answer(int status, Bytes text) {}

  /** What an answer holds that is no refusal. */
  Bytes good(Answer a) throws NoAnswer {
    if (a.status() >= 300) {
      throw refused(a.status(), a.text());
    }
    return a.text();
  }

  /** One call, whatever comes of it. */
  Answer send(HttpMethod method, String url, Optional<ObjectNode> body)
      throws NoAnswer, InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new NoAnswer(Reason.TIMED_OUT, name + " did not come to an end within the time limit");
    }
    HttpRequest request = new HttpRequest(method, url);
    body.ifPresent(
        b ->
            request
                .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                .setBody(b.toString()));
    try (HttpResponse r = pipeline.sendSync(request, Context.NONE);
        InputStream in = r.getBodyAsBinaryData().toStream()) {
      byte[] text = in.readNBytes(MAX_ANSWER + 1);
      if (text.length > MAX_ANSWER) {
        throw new NoAnswer(Reason.REFUSED, name + "'s answer is too long");
      }
      return new Answer(r.getStatusCode(), Bytes.of(text));
    } catch (NoAnswer e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The JDK's client clears the flag and says so, or leaves it set while a body is read.
      if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("given up while " + name + " was asked");
      }
      throw new NoAnswer(Reason.UNREACHABLE, name + " did not answer");
    }
  }

  /**
   * What stays takes one of the 25 places that a machine has, until someone takes it away. So it is
   * done for whoever was told to stop, or is meanwhile, too; with the flag set no request would be
   * sent. Tried again where Azure refuses, as it may while the command is still being made.
   */
  void tryToDelete(String url) {
    boolean interrupted = Thread.interrupted();
    for (int n = 1; !isDone(url) && n < DELETES; n++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One attempt; broken off by an interrupt, it leaves the flag set, which the client clears. */
  private boolean isDone(String url) {
    try (HttpResponse r =
        pipeline.sendSync(new HttpRequest(HttpMethod.DELETE, url), Context.NONE)) {
      return r.getStatusCode() < 300 || r.getStatusCode() == 404;
    } catch (RuntimeException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        return false;
      }
      // The answer counts, not whether its command was tidied away.
      return true;
    }
  }

  private NoAnswer refused(int status, Bytes text) {
    boolean machine = name.equals(MANAGER);
    if (machine && status == 404) {
      return new NoAnswer(Reason.NO_INSTANCE, "Azure has no such machine");
    }
    if (machine && status == 409) {
      // It is off, or its agent does not answer.
      return new NoAnswer(Reason.UNREACHABLE, "the machine takes no command at present");
    }
    if (status == 429) {
      return new NoAnswer(Reason.UNREACHABLE, name + " is throttling us");
    }
    return status >= 500
        ? new NoAnswer(Reason.UNREACHABLE, name + " answered " + status)
        : new NoAnswer(Reason.REFUSED, name + " refused: " + status + " " + code(text));
  }

  /** The name of Azure's error; its text can quote what was sent. */
  private static String code(Bytes text) {
    try {
      String code = Json.readObject(STRUCTURE, text).path("error").path("code").asText();
      return code.matches("[A-Za-z]{1,60}") ? code : "unknown";
    } catch (MalformedInput e) {
      return "unknown";
    }
  }
}
