package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;

/**
 * What makes a request the same request when it comes again: {@code component:operation#attempt}.
 *
 * @param operation slot of a plan, or the name of an operation
 * @param attempt from 1
 */
public record Id(String component, String operation, long attempt) {

  public Id {
    if (!Limits.COMPONENT.matches(component)
        || !Limits.OPERATION.matches(operation)
        || attempt < 1) {
      throw new IllegalArgumentException("not an id: " + component + ":" + operation);
    }
  }

  /**
   * Reads the id of an entry about a component.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Id parse(String component, String text) {
    int from = component.length() + 1;
    int to = text.lastIndexOf('#');
    if (to < from || !text.startsWith(component + ":")) {
      throw new IllegalArgumentException("not an id of " + component + ": " + text);
    }
    return new Id(component, text.substring(from, to), Long.parseLong(text.substring(to + 1)));
  }

  /** The next attempt at the same thing. */
  Id attempt(long number) {
    return new Id(component, operation, number);
  }

  /** chain §4.2: ids are compared by the first 16 bytes of their SHA-256, by everyone. */
  Prefix prefix() {
    return prefix(toString());
  }

  static Prefix prefix(String id) {
    Bytes hash = HashAlgorithm.SHA256.digest(Bytes.utf8(id));
    return new Prefix(hash.u64be(0), hash.u64be(8));
  }

  /** Those 16 bytes, big-endian; two numbers, since windows hold many and compare often. */
  record Prefix(long high, long low) {}

  /** As it stands in the entry. */
  @Override
  public String toString() {
    return component + ":" + operation + "#" + attempt;
  }
}
