package dev.attestry.bucket;

import dev.attestry.codec.Bytes;

/** What a read found. */
public sealed interface ReadOutcome {

  /**
   * @param bytes what was asked for, as far as the object reaches
   * @param size length of the whole object
   */
  record Found(Bytes bytes, long size) implements ReadOutcome {}

  /** The store answered that there is no such object: a 404 and nothing else. */
  record Absent() implements ReadOutcome {}

  /** Whether the object is there, or what it holds, is not known. Never to be taken for absent. */
  record Unreadable(String reason) implements ReadOutcome {}
}
