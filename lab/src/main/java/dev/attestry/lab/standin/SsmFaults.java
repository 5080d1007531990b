package dev.attestry.lab.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/** What can be made to go wrong in {@link FakeSsm}, once each. */
public final class SsmFaults {

  /** An answer that is no success. */
  record Refusal(int status, String code) {}

  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private UnaryOperator<String> printed = UnaryOperator.identity();
  private boolean stuck;

  /** So many of the next calls are throttled. */
  public synchronized void throttle(int calls) {
    refuse(calls, 400, "ThrottlingException");
  }

  /** So many of the next calls are refused in this way. */
  public synchronized void refuse(int calls, int status, String code) {
    for (int i = 0; i < calls; i++) {
      refusals.add(new Refusal(status, code));
    }
  }

  /** What every command prints is altered on its way. */
  public synchronized void altering(UnaryOperator<String> change) {
    printed = change;
  }

  /** Commands begin and never end. */
  public synchronized void neverEnding() {
    stuck = true;
  }

  synchronized boolean stuck() {
    return stuck;
  }

  synchronized Refusal next() {
    Refusal r = refusals.poll();
    return r == null ? new Refusal(200, "") : r;
  }

  synchronized String altered(String out) {
    return printed.apply(out);
  }
}
