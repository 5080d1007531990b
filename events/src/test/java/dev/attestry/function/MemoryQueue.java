package dev.attestry.function;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A queue that delivers as queues may: twice, and in another order. */
final class MemoryQueue implements Outbox {

  private final List<Bytes> waiting = new ArrayList<>();

  /** As Azure's queues: results of many components are split. */
  private int maxLength = 48 << 10;

  /** Whether it takes nothing. */
  boolean down;

  void takeNoMoreThan(int length) {
    maxLength = length;
  }

  @Override
  public int maxLength() {
    return maxLength;
  }

  @Override
  public void send(Bytes message) throws IOException {
    if (down) {
      throw new IOException("the queue is down");
    }
    if (message.length() > maxLength()) {
      throw new IllegalArgumentException(message.length() + " bytes in one message");
    }
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
