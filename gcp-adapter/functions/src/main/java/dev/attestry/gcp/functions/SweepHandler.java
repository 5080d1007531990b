package dev.attestry.gcp.functions;

import dev.attestry.function.Console;
import dev.attestry.function.SweepFunction;
import java.io.IOException;

/**
 * {@code sweep}: started by a topic that Cloud Scheduler publishes to. The time of the round is
 * that of the message, which stays when it is delivered again.
 */
public final class SweepHandler extends MessageHandler {

  private final SweepFunction sweep;

  public SweepHandler() throws IOException {
    super("sweep");
    this.sweep = GcpFunctions.ofEnvironment().sweep();
  }

  @Override
  void handle(PubSubMessage message) throws IOException {
    Console.done("sweep", sweep.run(message.published()).toJson());
  }
}
