package dev.attestry.bucket;

import dev.attestry.codec.MalformedInput;
import java.util.Optional;

/**
 * What stands before every name of a bucket in the keys of its store.
 *
 * @param text empty, or ends with a {@code /}
 */
public record KeyPrefix(String text) {

  /** For a store that holds nothing else. */
  public static final KeyPrefix NONE = new KeyPrefix("");

  /**
   * @throws IllegalArgumentException if it would run into names
   */
  public KeyPrefix {
    if (!text.isEmpty() && !text.endsWith("/")) {
      throw new IllegalArgumentException("a prefix is empty or ends with /");
    }
  }

  /** The key of a name. */
  public String key(ObjectName name) {
    return text + name.value();
  }

  /** The name of a key; empty for one that no object of ours has. */
  public Optional<ObjectName> name(String key) {
    try {
      return key.startsWith(text)
          ? Optional.of(ObjectName.parse(key.substring(text.length())))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }
}
