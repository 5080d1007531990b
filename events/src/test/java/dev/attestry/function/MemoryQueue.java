package dev.attestry.function;

import dev.attestry.codec.Bytes;
import java.util.ArrayList;
import java.util.List;

/** A queue that delivers as queues may: twice, and in another order. */
final class MemoryQueue implements Outbox {

  private final List<Bytes> waiting = new ArrayList<>();

  @Override
  public void send(Bytes message) {
    waiting.add(message);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  List<Bytes> take() {
    List<Bytes> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  List<Bytes> takeTwiceAndBackwards() {
    List<Bytes> all = new ArrayList<>(take());
    all.addAll(List.copyOf(all));
    return all.reversed();
  }
}
