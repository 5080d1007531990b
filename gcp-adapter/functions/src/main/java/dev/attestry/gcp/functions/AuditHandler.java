package dev.attestry.gcp.functions;

import dev.attestry.function.AuditFunction;
import dev.attestry.function.Console;
import java.io.IOException;

/** {@code audit}: started by a topic that Cloud Scheduler publishes to once a day. */
public final class AuditHandler extends MessageHandler {

  private final AuditFunction audit;

  public AuditHandler() throws IOException {
    super("audit");
    this.audit = GcpFunctions.ofEnvironment().audit();
  }

  @Override
  void handle(PubSubMessage message) throws IOException {
    Console.done("audit", audit.say(message.published()));
  }
}
