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
import java.util.Optional;

/**
 * Calls of Resource Manager until a time, and what its refusals mean once the pipeline has retried
 * what it retries.
 *
 * @param deadline by {@link System#nanoTime}
 */
record ResourceManager(HttpPipeline pipeline, long deadline) {

  private static final String STRUCTURE = "answer of Resource Manager";

  /** One call; what it answers is empty where it answers nothing. */
  ObjectNode ask(HttpMethod method, String url, Optional<ObjectNode> body)
      throws NoAnswer, InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new NoAnswer(Reason.TIMED_OUT, "the command did not end within the time limit");
    }
    HttpRequest request = new HttpRequest(method, url);
    body.ifPresent(
        b ->
            request
                .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                .setBody(b.toString()));
    try (HttpResponse r = pipeline.sendSync(request, Context.NONE)) {
      Bytes text = Bytes.of(r.getBodyAsBinaryData().toBytes());
      if (r.getStatusCode() >= 300) {
        throw refused(r.getStatusCode(), text);
      }
      return text.isEmpty() ? Json.object() : Json.readObject(STRUCTURE, text);
    } catch (MalformedInput e) {
      throw new NoAnswer(Reason.UNREACHABLE, "Resource Manager's answer cannot be read");
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("given up while Resource Manager was asked");
      }
      throw new NoAnswer(Reason.UNREACHABLE, "Resource Manager did not answer");
    }
  }

  /** What stays takes one of the 25 places that a machine has, until someone takes it away. */
  void tryToDelete(String url) {
    try (HttpResponse r =
        pipeline.sendSync(new HttpRequest(HttpMethod.DELETE, url), Context.NONE)) {
      r.getStatusCode();
    } catch (RuntimeException e) {
      // The answer counts, not whether its command was tidied away.
      return;
    }
  }

  private static NoAnswer refused(int status, Bytes text) {
    return switch (status) {
      case 404 -> new NoAnswer(Reason.NO_INSTANCE, "Azure has no such machine");
      // It is off, or its agent does not answer.
      case 409 -> new NoAnswer(Reason.UNREACHABLE, "the machine takes no command at present");
      case 429 -> new NoAnswer(Reason.UNREACHABLE, "Resource Manager is throttling us");
      default ->
          status >= 500
              ? new NoAnswer(Reason.UNREACHABLE, "Resource Manager answered " + status)
              : new NoAnswer(Reason.REFUSED, "Resource Manager refused: " + code(text));
    };
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
