package dev.attestry.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;

/** Writes notifications as CloudEvents 1.0 in JSON, as Event Grid, Pub/Sub and others take them. */
public final class CloudEvents {

  private CloudEvents() {}

  /** One event. Source and id together are the same whenever the same thing is told again. */
  public static ObjectNode of(Notification n) {
    ObjectNode o = Json.object();
    o.put("specversion", "1.0").put("id", n.id()).put("source", "//" + n.log());
    o.put("type", "dev.attestry." + n.type().label() + ".v1");
    o.put("subject", n.component()).put("time", n.time().toString());
    o.put("datacontenttype", "application/json");
    ObjectNode data = o.putObject("data");
    data.put("log", n.log()).put("component", n.component()).put("what", n.what());
    n.cloud().ifPresent(c -> data.put("cloud", c));
    ArrayNode details = data.putArray("details");
    n.details().forEach(details::add);
    n.commit().ifPresent(k -> data.put("commit", k));
    n.entry().ifPresent(i -> data.put("entry", i));
    return o;
  }
}
