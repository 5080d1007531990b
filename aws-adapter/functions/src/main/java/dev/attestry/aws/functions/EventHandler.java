package dev.attestry.aws.functions;

import dev.attestry.codec.Bytes;
import dev.attestry.function.Console;
import dev.attestry.function.EventFunction;
import dev.attestry.function.EventReport;
import java.io.IOException;

/** {@code event}: started by rules of EventBridge. What cannot be read is logged and done with. */
public final class EventHandler extends Handler {

  private final EventFunction events;

  public EventHandler() throws IOException {
    this(AwsFunctions.ofEnvironment().events());
  }

  EventHandler(EventFunction events) {
    this.events = events;
  }

  @Override
  Bytes handle(Bytes event) throws IOException {
    EventReport r = events.run(event);
    Console.events("", r);
    return Bytes.utf8(r.toJson().toString());
  }
}
