package dev.attestry.bucket;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.Optional;

/**
 * A store of hints. It may forget, lag, tear or lie: nothing in it is ever believed, and losing it
 * costs time, never safety. Safe for use by several threads.
 */
public interface Scratch {

  /** The largest hint. */
  int MAX_HINT = 1 << 20;

  /** Writes or replaces a hint. */
  void put(ObjectName name, Bytes body) throws IOException;

  /** The hint, if there is one of at most {@link #MAX_HINT} bytes. */
  Optional<Bytes> get(ObjectName name) throws IOException;
}
