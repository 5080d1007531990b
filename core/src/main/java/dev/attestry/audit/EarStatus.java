package dev.attestry.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;

/** What the EAR claims of an entry conclude, read from their JSON alone. */
final class EarStatus {

  private static final String STATUS = "ear.status";

  /** AR4SI: 2 to 31 affirming, 32 to 95 warning, 96 and more contraindicated. */
  private static final int CONTRAINDICATED = 96;

  private EarStatus() {}

  /** Whether any status in it is affirming or warning, so that somebody may rely on it. */
  static boolean passes(Bytes ear) {
    try {
      return passes(Json.read("EAR", ear));
    } catch (MalformedInput e) {
      return true; // whatever it says, it must rest on evidence that answers
    }
  }

  private static boolean passes(JsonNode node) {
    JsonNode status = node.path(STATUS);
    if (passing(status)) {
      return true;
    }
    for (JsonNode child : node) {
      if (passes(child)) {
        return true;
      }
    }
    return false;
  }

  /** Names, as profiles up to -03 write them, and numbers. */
  private static boolean passing(JsonNode status) {
    return status.isTextual()
        ? status.textValue().equals("affirming") || status.textValue().equals("warning")
        : status.isIntegralNumber() && status.intValue() > 1 && status.intValue() < CONTRAINDICATED;
  }
}
