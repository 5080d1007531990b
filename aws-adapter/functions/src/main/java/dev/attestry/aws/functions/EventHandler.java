package dev.attestry.aws.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
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
    for (MalformedInput m : r.malformed()) {
      Log.failed("event", "", m);
    }
    ObjectNode o = Json.object().put("planned", r.planned()).put("own", r.own());
    o.put("malformed", r.malformed().size());
    ObjectNode ignored = o.putObject("ignored");
    r.ignored().forEach((reason, n) -> ignored.put(reason.label(), n));
    return Bytes.utf8(o.toString());
  }
}
