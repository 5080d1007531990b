package dev.attestry.cli;

/** Entry point of the command line. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(Attestry.run(Terminal.ofProcess(), args));
  }
}
