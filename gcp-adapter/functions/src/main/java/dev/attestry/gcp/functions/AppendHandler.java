package dev.attestry.gcp.functions;

import dev.attestry.codec.MalformedInput;
import dev.attestry.function.AppendFunction;
import java.io.IOException;

/**
 * {@code append}: started by the topic of results; one commit for a message, which holds those of
 * one check request, up to 256 components.
 */
public final class AppendHandler extends MessageHandler {

  private final AppendFunction append;

  public AppendHandler() throws IOException {
    super("append");
    this.append = GcpFunctions.ofEnvironment().append();
  }

  @Override
  void handle(PubSubMessage message) throws IOException, MalformedInput {
    append.run(message.data());
  }
}
