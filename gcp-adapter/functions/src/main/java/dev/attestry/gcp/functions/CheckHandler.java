package dev.attestry.gcp.functions;

import dev.attestry.codec.MalformedInput;
import dev.attestry.function.CheckFunction;
import dev.attestry.function.Console;
import java.io.IOException;

/** {@code check}: started by the topic of check requests. */
public final class CheckHandler extends MessageHandler {

  private final CheckFunction check;

  public CheckHandler() throws IOException {
    super("check");
    this.check = GcpFunctions.ofEnvironment().check();
  }

  @Override
  void handle(PubSubMessage message) throws IOException, MalformedInput, InterruptedException {
    check.run(message.data()).forEach(Console::silent);
  }
}
