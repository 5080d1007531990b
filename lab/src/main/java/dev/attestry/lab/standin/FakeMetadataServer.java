package dev.attestry.lab.standin;

import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A fake of the metadata server that a guest of Google sees: attributes of the instance, with
 * waiting for a change, and guest attributes in the namespace {@code attestry}, by Google's
 * documentation.
 */
public final class FakeMetadataServer implements AutoCloseable {

  private static final String BASE = "/computeMetadata/v1/instance/";
  private static final String ATTRIBUTES = BASE + "attributes/";
  private static final String WRITTEN = BASE + "guest-attributes/attestry/";

  private final FakeMachine machine;
  private final FakeHttp http;

  private FakeMetadataServer(FakeMachine machine) throws IOException {
    this.machine = machine;
    this.http = FakeHttp.start(this::handle);
  }

  /** One for a machine, on a free port of the loopback. */
  public static FakeMetadataServer start(FakeMachine machine) throws IOException {
    return new FakeMetadataServer(machine);
  }

  public URI endpoint() {
    return http.endpoint();
  }

  private void handle(HttpExchange x) throws IOException {
    Bytes body = FakeHttp.body(x);
    String path = x.getRequestURI().getPath();
    if (FakeHttp.header(x, "Metadata-Flavor").filter("Google"::equals).isEmpty()) {
      answer(x, 403, "Missing Metadata-Flavor:Google header.");
    } else if (path.startsWith(ATTRIBUTES)) {
      attribute(x, path.substring(ATTRIBUTES.length()));
    } else if (path.startsWith(WRITTEN)) {
      written(x, path.substring(WRITTEN.length()), body);
    } else {
      answer(x, 404, "Not found");
    }
  }

  private void attribute(HttpExchange x, String key) throws IOException {
    Map<String, String> q = FakeHttp.query(x);
    boolean waits = "true".equals(q.get("wait_for_change"));
    long millis = 1000 * Long.parseLong(q.getOrDefault("timeout_sec", "60"));
    try {
      Optional<String> value =
          waits && machine.item(key).isPresent()
              ? machine.await(key, q.getOrDefault("last_etag", "0"), millis)
              : machine.item(key);
      value.ifPresent(v -> x.getResponseHeaders().set("ETag", FakeMachine.tag(v)));
      answer(x, value.isPresent() ? 200 : 404, value.orElse("Not found"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      x.close();
    }
  }

  private void written(HttpExchange x, String key, Bytes body) throws IOException {
    if (!machine.writable()) {
      answer(x, 403, "Guest attributes endpoint access is disabled.");
      return;
    }
    switch (x.getRequestMethod()) {
      case "PUT" -> machine.write(key, body.utf8());
      case "DELETE" -> machine.delete(key);
      default -> {
        boolean any = !machine.attributes().isEmpty();
        answer(x, any ? 200 : 404, String.join("\n", machine.attributes().keySet()));
        return;
      }
    }
    answer(x, 200, "");
  }

  private static void answer(HttpExchange x, int status, String text) throws IOException {
    FakeHttp.answer(x, status, "application/text", Bytes.utf8(text));
  }

  @Override
  public void close() {
    http.close();
  }
}
