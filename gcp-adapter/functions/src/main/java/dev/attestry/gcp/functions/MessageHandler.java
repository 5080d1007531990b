package dev.attestry.gcp.functions;

import com.google.cloud.functions.CloudEventsFunction;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.Console;
import io.cloudevents.CloudEvent;
import java.io.IOException;

/**
 * What all functions are that a topic of Pub/Sub starts. Who throws is called again: the runtime
 * answers 500, and after so many attempts the subscription hands the message to the dead letters.
 * Public, since the runtime calls the method that is declared here.
 */
public abstract class MessageHandler implements CloudEventsFunction {

  private final String name;

  MessageHandler(String name) {
    this.name = name;
  }

  /** Works off one message. */
  abstract void handle(PubSubMessage message)
      throws IOException, MalformedInput, InterruptedException;

  @Override
  public final void accept(CloudEvent event)
      throws IOException, MalformedInput, InterruptedException {
    try {
      handle(PubSubMessage.of(event));
    } catch (IOException | MalformedInput e) {
      Console.failed(name, event.getId(), e);
      throw e;
    }
  }
}
