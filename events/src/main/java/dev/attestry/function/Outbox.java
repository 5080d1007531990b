package dev.attestry.function;

import dev.attestry.codec.Bytes;
import java.io.IOException;

/** A queue, seen by who sends. May deliver twice, late and out of order. */
@FunctionalInterface
public interface Outbox {

  /**
   * Sends a message.
   *
   * @throws IOException if the queue did not take it, or may not have
   */
  void send(Bytes message) throws IOException;
}
