package dev.attestry.codec;

import java.util.Arrays;

/**
 * Where the fields of scanned JSON stand, and the objects that are elements of arrays, in the order
 * in which they begin: a nested object is looked into without scanning it again. Offsets only; what
 * stands there is for the reader.
 */
final class Tape {

  /** Name from, name to, value from, value to, and the record after all that the value holds. */
  private static final int WIDTH = 5;

  private final Texts texts;
  private int[] records = new int[WIDTH * 64];
  private int used;

  /**
   * @param texts of the same bytes
   */
  Tape(Texts texts) {
    this.texts = texts;
  }

  Texts texts() {
    return texts;
  }

  /** Begins the record of a value; an element of an array has an empty name. */
  int open(int nameFrom, int nameTo, int valueFrom) {
    if (used == records.length) {
      records = Arrays.copyOf(records, 2 * used);
    }
    int r = used;
    records[r] = nameFrom;
    records[r + 1] = nameTo;
    records[r + 2] = valueFrom;
    used += WIDTH;
    return r;
  }

  /** Ends it: records begun since are of things in the value. */
  void close(int record, int valueTo) {
    records[record + 3] = valueTo;
    records[record + 4] = used;
  }

  int nameFrom(int record) {
    return records[record];
  }

  int nameTo(int record) {
    return records[record + 1];
  }

  int valueFrom(int record) {
    return records[record + 2];
  }

  int valueTo(int record) {
    return records[record + 3];
  }

  /** The first record of what is in the value. */
  int inner(int record) {
    return record + WIDTH;
  }

  /** The record after the value. */
  int after(int record) {
    return records[record + 4];
  }

  /** How many there are. */
  int records() {
    return used / WIDTH;
  }

  /** After the last record. */
  int end() {
    return used;
  }
}
