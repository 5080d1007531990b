package dev.attestry.aws.functions;

import dev.attestry.codec.Json;
import dev.attestry.sweep.Checked;

/**
 * Lines for CloudWatch: one JSON object each. Never a nonce, a secret, evidence or text of an
 * attester; a message is named by its id.
 */
final class Log {

  private Log() {}

  static void failed(String function, String message, Exception e) {
    failed(function, message, e.getClass().getSimpleName() + ": " + e.getMessage());
  }

  /** A component that did not answer; the words are ours. */
  static void silent(Checked.Silent s) {
    System.out.println(
        Json.object()
            .put("level", "warn")
            .put("function", "check")
            .put("component", s.component())
            .put("reason", s.failure().reason().label())
            .put("detail", s.failure().detail()));
  }

  static void failed(String function, String message, String reason) {
    System.out.println(
        Json.object()
            .put("level", "error")
            .put("function", function)
            .put("message", message)
            .put("reason", reason));
  }
}
