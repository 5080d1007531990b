package dev.attestry.aws.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.SweepFunction;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** {@code sweep}: started by EventBridge Scheduler, or by a rule with a schedule. */
public final class SweepHandler extends Handler {

  private final SweepFunction sweep;

  public SweepHandler() throws IOException {
    this(AwsFunctions.ofEnvironment().sweep());
  }

  SweepHandler(SweepFunction sweep) {
    this.sweep = sweep;
  }

  @Override
  Bytes handle(Bytes event) throws IOException, MalformedInput {
    SweepFunction.Report r = sweep.run(scheduled(Json.readObject("schedule event", event)));
    return Bytes.utf8(Json.object().put("gaps", r.gaps()).put("due", r.due()).toString());
  }

  /**
   * {@code scheduled} is what our schedule puts into its input ({@code
   * <aws.scheduler.scheduled-time>}), {@code time} what a rule's event has.
   */
  private static Instant scheduled(ObjectNode event) throws MalformedInput {
    String time = event.path("scheduled").asText(event.path("time").asText(""));
    try {
      return Instant.parse(time);
    } catch (DateTimeParseException e) {
      throw new MalformedInput("schedule event", -1, "\"scheduled\" or \"time\" expected in UTC");
    }
  }
}
