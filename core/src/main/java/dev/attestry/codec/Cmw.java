package dev.attestry.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A RATS conceptual message wrapper (RFC 9999). */
public sealed interface Cmw {

  /** Bits of the indicator: what kinds of message a record holds (section 3.1). */
  int REFERENCE_VALUES = 1;

  int ENDORSEMENTS = 2;
  int EVIDENCE = 4;
  int ATTESTATION_RESULTS = 8;
  int APPRAISAL_POLICY = 16;

  /**
   * One message.
   *
   * @param indicator 1 to 31; empty where the type says it all, never 0
   */
  record Message(String mediaType, Bytes value, Optional<Integer> indicator) implements Cmw {
    public Message {
      if (indicator.isPresent() && (indicator.get() < 1 || indicator.get() > 31)) {
        throw new IllegalArgumentException("an indicator is 1 to 31: " + indicator.get());
      }
    }
  }

  /**
   * Labelled messages, in their order; at least one.
   *
   * @param type of the collection: an absolute URI or an OID
   */
  record Collection(Optional<String> type, Map<String, Cmw> members) implements Cmw {
    public Collection {
      if (members.isEmpty()) {
        throw new IllegalArgumentException("a collection has at least one member");
      }
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }
}
