package dev.attestry.bench;

/**
 * One thing that takes turns with others.
 *
 * @param work does it once; the argument counts up, so that it can take another input each time. It
 *     throws if the outcome is not the expected one: a benchmark of failures measures nothing
 */
record Contender(String name, Work work) {

  /** A piece of work. */
  interface Work {
    void run(int i) throws Exception;
  }
}
