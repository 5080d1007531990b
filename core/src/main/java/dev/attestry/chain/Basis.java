package dev.attestry.chain;

import java.util.Optional;

/** The state of the log that an entry is built on, with the entries before it in its batch. */
public interface Basis {

  /** The newest result or gap of a component that counts, of whichever cloud. */
  Optional<Located> newest(String component);
}
