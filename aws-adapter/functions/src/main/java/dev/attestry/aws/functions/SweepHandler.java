package dev.attestry.aws.functions;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.SweepFunction;
import java.io.IOException;

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
    return Bytes.utf8(sweep.run(Schedule.time(event)).toJson().toString());
  }
}
