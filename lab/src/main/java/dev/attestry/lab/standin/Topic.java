package dev.attestry.lab.standin;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.List;

/** A topic of Pub/Sub and one subscription to it, as whoever delivers its messages sees them. */
public interface Topic {

  /**
   * A message that waits.
   *
   * @param ticket names this delivery of it
   */
  record Waiting(FakePubSub.Message message, String ticket) {}

  void publish(Bytes data) throws IOException;

  /** What waits; hidden until it is done with or comes again. */
  List<Waiting> pull() throws IOException;

  /** It was worked off. */
  void done(Waiting w) throws IOException;

  /** It was not: it waits again. */
  void again(Waiting w) throws IOException;
}
