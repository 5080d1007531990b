package dev.attestry.chain;

import java.io.IOException;
import java.util.Optional;

/** Where a machine keeps what it saw of a log. A reader is right without it, and warier with it. */
public interface Home {

  /** A home that forgets. */
  static Home none() {
    return new Home() {
      @Override
      public Optional<Seen> newest() {
        return Optional.empty();
      }

      @Override
      public void keep(Seen seen) {}
    };
  }

  /** The newest commit kept, if one. */
  Optional<Seen> newest() throws IOException;

  /** Keeps a commit in place of an older one; one that is older than what is kept is ignored. */
  void keep(Seen seen) throws IOException;
}
