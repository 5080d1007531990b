package dev.attestry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is measured in a process of its own. */
final class Command {

  private Command() {}

  /** A JVM on this class path: flags, then the class and its arguments. */
  static List<String> java(List<String> flags, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }

  /**
   * What it prints.
   *
   * @throws IOException if it fails
   */
  static String output(List<String> command, ProcessBuilder.Redirect errors)
      throws IOException, InterruptedException {
    Process p = new ProcessBuilder(command).redirectError(errors).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (p.waitFor() != 0) {
      throw new IOException(command + " failed: " + out);
    }
    return out.strip();
  }
}
