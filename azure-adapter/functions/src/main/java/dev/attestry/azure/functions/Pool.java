package dev.attestry.azure.functions;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Things that one call at a time may use; as many are made as there are calls at once. */
final class Pool<T> {

  private final Queue<T> idle = new ConcurrentLinkedQueue<>();
  private final Once.Maker<T> maker;

  Pool(Once.Maker<T> maker) {
    this.maker = maker;
  }

  T take() throws IOException {
    T t = idle.poll();
    return t == null ? maker.make() : t;
  }

  void giveBack(T t) {
    idle.add(t);
  }
}
