package dev.attestry.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was lately found out, by exactly what it was found out about: bounded, least recently used
 * out first. Only for what follows from its key alone and does not change with time. Safe for use
 * by several threads.
 */
public final class Recent<K, V> {

  private final Map<K, V> values;

  private Recent(int atMost) {
    this.values =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > atMost;
              }
            });
  }

  /** Keeps this many; none with 0. */
  public static <K, V> Recent<K, V> atMost(int n) {
    return new Recent<>(n);
  }

  /** What is known, which stays the longer for it. */
  public @Nullable V get(K key) {
    return values.get(key);
  }

  public void put(K key, V value) {
    values.put(key, value);
  }
}
