package dev.attestry.aws.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A batch of messages as SQS hands it to a function, and the answer that says which failed. */
record SqsBatch(List<Message> messages) {

  private static final String STRUCTURE = "SQS event";

  /** One message. */
  record Message(String id, Bytes body) {}

  SqsBatch {
    messages = List.copyOf(messages);
  }

  static SqsBatch parse(Bytes event) throws MalformedInput {
    JsonNode records = Json.readObject(STRUCTURE, event).path("Records");
    List<Message> messages = new ArrayList<>();
    for (JsonNode r : records) {
      if (!r.path("messageId").isTextual() || !r.path("body").isTextual()) {
        throw new MalformedInput(STRUCTURE, -1, "a record without messageId or body");
      }
      messages.add(
          new Message(r.path("messageId").textValue(), Bytes.utf8(r.path("body").textValue())));
    }
    if (messages.isEmpty()) {
      throw new MalformedInput(STRUCTURE, -1, "\"Records\" is missing or empty");
    }
    return new SqsBatch(messages);
  }

  /** {@code ReportBatchItemFailures}: these come again, the others are done. */
  static Bytes failures(Collection<Message> failed) {
    ObjectNode o = Json.object();
    ArrayNode all = o.putArray("batchItemFailures");
    failed.forEach(m -> all.addObject().put("itemIdentifier", m.id()));
    return Bytes.utf8(o.toString());
  }
}
