package dev.attestry.cli;

import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Path;

/** A process that keeps receipts of some commits: {@code FOLDER FIRST COUNT}. */
final class ReceiptWriter {

  static final Bytes GENESIS = Bytes.zeros(32);

  private ReceiptWriter() {}

  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
  }

  /** Keeps every fourth commit up to count, from the first on: 1 to 4. */
  static void write(Path folder, int first, int count) throws IOException {
    for (int k = first; k <= count; k += 4) {
      new Receipts(folder, GENESIS).keep(new Seen(GENESIS, k, Bytes.zeros(32), 2L * k));
    }
  }
}
