package dev.attestry.azure.functions;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is made at its first use and kept, since Azure makes a new handler for each call. A failure
 * is not kept: the next call tries again.
 */
final class Once<T> {

  private final Maker<T> maker;
  private @Nullable T made;

  /** Makes it; may fail for a passing reason. */
  @FunctionalInterface
  interface Maker<T> {
    T make() throws IOException;
  }

  Once(Maker<T> maker) {
    this.maker = maker;
  }

  synchronized T get() throws IOException {
    T known = made;
    if (known == null) {
      known = maker.make();
      made = known;
    }
    return known;
  }
}
