package dev.attestry.lab.cold;

import java.util.List;

/** A program in Java that does one piece of work; each run is a new process. */
public interface ColdProgram {

  /** As the rows call it. */
  String name();

  /**
   * Whether an AOT cache covers it: one holds no classes of folders, nor what a class loader of the
   * program's own has loaded.
   */
  default boolean cached() {
    return true;
  }

  /**
   * Runs it, and returns when the process has ended in order.
   *
   * @param flags for the JVM, beside those that it always has
   */
  Cost run(List<String> flags) throws Exception;
}
