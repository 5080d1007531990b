package dev.attestry.gcp.functions;

import dev.attestry.codec.MalformedInput;
import dev.attestry.function.Gather;
import java.io.IOException;

/** {@code append}: started by the topic of results; what waits at the same time is one commit. */
public final class AppendHandler extends MessageHandler {

  private final Gather append;

  public AppendHandler() throws IOException {
    super("append");
    this.append = Gather.of(GcpFunctions.ofEnvironment().append());
  }

  @Override
  void handle(PubSubMessage message) throws IOException, MalformedInput {
    append.append(message.data());
  }
}
