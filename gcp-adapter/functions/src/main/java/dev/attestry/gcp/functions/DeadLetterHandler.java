package dev.attestry.gcp.functions;

import dev.attestry.function.DeadLetterFunction;
import java.io.IOException;

/** {@code dead-letter}: started by the dead-letter topic; writes down what nobody worked off. */
public final class DeadLetterHandler extends MessageHandler {

  private final DeadLetterFunction deadLetter;

  public DeadLetterHandler() throws IOException {
    super("dead-letter");
    this.deadLetter = GcpFunctions.ofEnvironment().deadLetter();
  }

  @Override
  void handle(PubSubMessage message) throws IOException {
    deadLetter.run(message.data());
  }
}
