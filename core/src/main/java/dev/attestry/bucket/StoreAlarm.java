package dev.attestry.bucket;

import java.util.Locale;

/**
 * Something that a store shows and an honest one, set up as it must be, never does. Reads and
 * writes go on; whoever holds the bucket says it aloud.
 *
 * @param name the object that it is about
 * @param detail in words, with what the store answered
 */
public record StoreAlarm(Kind kind, ObjectName name, String detail) {

  /** What is wrong. */
  public enum Kind {
    /** A name has more than one version: the oldest is the object, the others came past us. */
    SECOND_VERSION,
    /**
     * A name carries a delete marker, or none of its versions is current: someone may delete, and a
     * plain read takes it for absent.
     */
    DELETE_MARKER,
    /** An object that was just created is kept for less than was asked, or not at all. */
    RETENTION;

    /** As lines and notifications name it: {@code store.delete-marker}. */
    public String id() {
      return "store." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
