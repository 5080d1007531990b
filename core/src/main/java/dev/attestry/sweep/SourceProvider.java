package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/**
 * Makes evidence sources of one kind; found as a service, so that the command line needs no jar of
 * a kind that nobody asks for.
 */
public interface SourceProvider {

  /** The name that a flow map's components call it by: {@code lab}. */
  String name();

  /** What can be made to go wrong on purpose, and what it means; empty outside the lab. */
  SortedMap<String, String> faults();

  /**
   * Opens it.
   *
   * @throws IOException if what it keeps cannot be read or written
   * @throws IllegalArgumentException if the settings of an attester make no sense; names it
   */
  Sources open(Request request) throws IOException;

  /**
   * What it is opened with.
   *
   * @param home a folder of its own that it may keep things in between runs
   * @param attesters component to its settings
   * @param faults names out of {@link #faults}
   */
  record Request(
      Path home,
      Map<String, ObjectNode> attesters,
      Set<String> faults,
      InstantSource clock,
      RandomGenerator random) {}

  /** An evidence source, what its evidence is anchored in, and what must be closed. */
  interface Sources extends AutoCloseable {
    EvidenceSource source();

    TrustAnchors anchors();

    @Override
    void close() throws IOException;
  }
}
