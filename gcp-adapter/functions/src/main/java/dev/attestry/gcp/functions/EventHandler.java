package dev.attestry.gcp.functions;

import com.google.cloud.functions.CloudEventsFunction;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.Console;
import dev.attestry.function.EventFunction;
import io.cloudevents.CloudEvent;
import java.io.IOException;

/**
 * {@code event}: started by Eventarc, for entries of the audit log, and by a topic that a sink of
 * Cloud Logging publishes to. What cannot be read is logged and done with.
 */
public final class EventHandler implements CloudEventsFunction {

  private final EventFunction events;

  public EventHandler() throws IOException {
    this.events = GcpFunctions.ofEnvironment().events();
  }

  @Override
  public void accept(CloudEvent event) throws IOException, MalformedInput {
    try {
      Console.events(event.getId(), events.run(PubSubMessage.data(event)));
    } catch (IOException | MalformedInput e) {
      Console.failed("event", event.getId(), e);
      throw e;
    }
  }
}
