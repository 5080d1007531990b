package dev.attestry.examples.clouds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** Tells what happens, with the seconds since the start; keeps what machines want to know of it. */
final class Story {

  private final PrintWriter out;
  private final ObjectNode json = Json.object();
  private final long start = System.nanoTime();

  Story(PrintWriter out) {
    this.out = out;
  }

  /** What is told to machines, to add to. */
  ObjectNode json() {
    return json;
  }

  /**
   * One line.
   *
   * @param who a cloud, or empty
   */
  synchronized void tell(String who, String what) {
    String seconds = seconds(Duration.ofNanos(System.nanoTime() - start));
    out.printf("%8s  %-5s  %s%n", seconds, who, what);
    out.flush();
  }

  /** A line or a page without a time. */
  synchronized void page(String text) {
    text.lines().forEach(out::println);
    out.flush();
  }

  void missing(List<String> missing) {
    ArrayNode all = json.putArray("missing");
    missing.forEach(all::add);
    page("attestry: the demonstration needs what is not here; it installs nothing.");
    missing.forEach(m -> page("  " + m));
    page("  next: get it, and run this again; \"attestry doctor\" says what is here.");
  }

  void failed(Throwable e) {
    if (e instanceof ExecutionException && e.getCause() != null) {
      failed(e.getCause());
      return;
    }
    String what = e.getMessage() == null ? e.toString() : e.getMessage();
    json.put("failed", what);
    page("attestry: " + what);
  }

  static String seconds(Duration d) {
    return String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
  }
}
