package dev.attestry.crypto;

import dev.attestry.codec.Bytes;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What was read from bytes before, by exactly these bytes: a pure function remembered. One place a
 * slot; a value takes it when its bytes are met twice with no others between them, so that leaves
 * which come once do not drive out authorities, and a flood of them costs no memory. Safe for use
 * by several threads.
 */
final class SecondSight<V> {

  private static final int SLOTS = 256;

  /** Longer ones are no one's authority. */
  private static final int MAX_LENGTH = 4096;

  private final AtomicReferenceArray<@Nullable Slot<V>> slots = new AtomicReferenceArray<>(SLOTS);

  /** Who holds the slot, and the hash of the last one that did not find itself there. */
  private record Slot<V>(@Nullable Bytes bytes, @Nullable V value, int candidate) {}

  @Nullable V get(Bytes bytes) {
    Slot<V> s = slots.get(slot(bytes.hashCode()));
    return s != null && s.bytes != null && bytes.equals(s.bytes) ? s.value : null;
  }

  void put(Bytes bytes, V value) {
    if (bytes.length() > MAX_LENGTH) {
      return;
    }
    int hash = bytes.hashCode();
    Slot<V> s = slots.get(slot(hash));
    boolean second = s != null && s.candidate == hash;
    slots.set(
        slot(hash),
        second
            ? new Slot<>(bytes, value, 0)
            : new Slot<>(s == null ? null : s.bytes, s == null ? null : s.value, hash));
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 16) & SLOTS - 1;
  }
}
