package dev.attestry.function;

import dev.attestry.codec.Bytes;
import dev.attestry.sweep.CheckRequest;
import java.io.IOException;

/** A queue, seen by who sends. May deliver twice, late and out of order. */
public interface Outbox {

  /** The longest message that the queue takes, in bytes of UTF-8. */
  int maxLength();

  /**
   * Sends a message.
   *
   * @throws IOException if the queue did not take it, or may not have
   */
  void send(Bytes message) throws IOException;

  /** Sends a check request, in as many messages as it takes. */
  default void send(CheckRequest request) throws IOException {
    for (CheckRequest part : request.parts(maxLength())) {
      send(part.encode());
    }
  }
}
