package dev.attestry.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

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
   * Begins, in the background, what opening takes long for; opening with the same home waits for
   * it. Whoever does not call this opens later, and gets the same.
   */
  default void prepare(Path home, InstantSource clock, SecureRandom random) {}

  /**
   * Opens it.
   *
   * @throws IOException if what it keeps cannot be read or written
   * @throws IllegalArgumentException if the settings of an attester make no sense; names it
   */
  Sources open(Request request) throws IOException;

  /**
   * One attester as the flow map and the settings beside it describe it.
   *
   * @param scheme name of the scheme of its evidence
   */
  record Attester(String scheme, ObjectNode settings) {

    /** A setting that is a text. */
    public Optional<String> setting(String name) {
      return Optional.ofNullable(settings.path(name).textValue());
    }
  }

  /**
   * What it is opened with.
   *
   * @param home a folder of its own that it may keep things in between runs
   * @param attesters component to its attester
   * @param faults names out of {@link #faults}
   * @param live the component that a real software TPM stands for, if one is asked for
   */
  record Request(
      Path home,
      Map<String, Attester> attesters,
      Set<String> faults,
      Optional<String> live,
      InstantSource clock,
      SecureRandom random) {}

  /** An evidence source, what its evidence is anchored in, and what must be closed. */
  interface Sources extends AutoCloseable {
    EvidenceSource source();

    TrustAnchors anchors();

    @Override
    void close() throws IOException;
  }
}
