package dev.attestry.azure.functions;

import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.function.Console;
import dev.attestry.function.EventFunction;
import dev.attestry.function.EventReport;
import java.io.IOException;

/** {@code event}: started by Event Grid. What cannot be read is logged and done with. */
public final class EventHandler {

  private static final Once<EventFunction> EVENTS =
      new Once<>(() -> AzureFunctions.ofEnvironment().events());

  @FunctionName("event")
  public void run(@EventGridTrigger(name = "event") String event) throws IOException {
    EventReport r = EVENTS.get().run(Bytes.utf8(event));
    for (MalformedInput m : r.malformed()) {
      Console.failed("event", "", m);
    }
    Console.done("event", r.toJson());
  }
}
