package dev.attestry.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.chain.Appended;
import dev.attestry.codec.Json;
import dev.attestry.events.Notification;
import dev.attestry.sweep.Checked;
import java.util.List;

/**
 * Lines for the log that a cloud makes of what a function prints: one JSON object each, with a
 * {@code level} and, for Google, a {@code severity}. Never a nonce, a secret, evidence or text of
 * an attester; a message is named by its id.
 */
public final class Console {

  /** Of a reason, which may name everything that is wrong in a message. */
  private static final int MOST = 300;

  private Console() {}

  /** A message that was not worked off, or not in full. */
  public static void failed(String function, String message, Exception e) {
    failed(function, message, e.getClass().getSimpleName() + ": " + e.getMessage());
  }

  /** A message that was not worked off, or not in full. */
  public static void failed(String function, String message, String reason) {
    print("error", function, Json.object().put("message", message).put("reason", reason));
  }

  /** A component that did not answer; the words are ours. */
  public static void silent(Checked.Silent s) {
    print(
        "warn",
        "check",
        Json.object()
            .put("component", s.component())
            .put("reason", s.failure().reason().label())
            .put("detail", s.failure().detail()));
  }

  /** A vendor gave no collateral for a component's evidence; the words are ours. */
  static void vendor(String component, String detail) {
    print("warn", "check", Json.object().put("component", component).put("collateral", detail));
  }

  /** What the bucket shows and never should. */
  static void alarm(StoreAlarm a) {
    ObjectNode what = Json.object().put("alarm", a.kind().id()).put("object", a.name().value());
    print("error", "store", what.put("detail", a.detail()));
  }

  /**
   * What is told outside, where a topic is named and where not: alarms on the log go by its type.
   */
  static void told(Notification n) {
    ObjectNode what = Json.object().put("told", n.type().label());
    print("warn", "notify", what.put("component", n.component()).put("id", n.id()));
  }

  /** What was to be told, was tried a few times, and now is given up. */
  static void untold(Notification n, Exception e) {
    ObjectNode what = Json.object().put("untold", n.type().label());
    what.put("component", n.component()).put("id", n.id());
    print("error", "notify", what.put("reason", String.valueOf(e.getMessage())));
  }

  /** What came of a message with events; those that cannot be read each get a line. */
  public static void events(String message, EventReport report) {
    report.malformed().forEach(m -> failed("event", message, m));
    done("event", report.toJson());
  }

  /** Outcomes of a dead letter that stand in the log, now or from before. */
  static void answered(List<Appended> standing) {
    if (standing.isEmpty()) {
      return;
    }
    long before = standing.stream().filter(Appended::known).count();
    print(
        "info",
        "dead-letter",
        Json.object().put("appended", standing.size() - before).put("stood", before));
  }

  /** What of a dead letter nobody can append, and the log says so; the words are ours, cut. */
  static void givenUp(String outcome, String reason) {
    print("error", "dead-letter", Json.object().put("letter", outcome).put("reason", cut(reason)));
  }

  private static String cut(String reason) {
    return reason.length() <= MOST ? reason : reason.substring(0, MOST) + "…";
  }

  /** What came of a message, where there is nobody to answer to. */
  public static void done(String function, ObjectNode report) {
    print("info", function, report);
  }

  private static void print(String level, String function, ObjectNode more) {
    String severity =
        switch (level) {
          case "error" -> "ERROR";
          case "warn" -> "WARNING";
          default -> "INFO";
        };
    ObjectNode line = Json.object().put("level", level).put("severity", severity);
    System.out.println(line.put("function", function).setAll(more));
  }
}
