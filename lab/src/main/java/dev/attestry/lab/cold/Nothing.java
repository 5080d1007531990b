package dev.attestry.lab.cold;

import java.io.IOException;

/** Does nothing, and says that it is done. */
final class Nothing {

  private Nothing() {}

  public static void main(String[] args) throws IOException {
    System.out.println(MainProgram.DONE);
    while (System.in.read() >= 0) {
      // Until whoever measures lets it end.
    }
  }
}
