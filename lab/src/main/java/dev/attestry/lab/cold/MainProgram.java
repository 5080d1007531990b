package dev.attestry.lab.cold;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A main class that prints a line when its work is done, and then waits to be ended.
 *
 * @param program main class and arguments
 * @param environment beside ours
 * @param errors where it prints its errors to
 * @param done the line
 */
public record MainProgram(
    String name,
    List<Path> classPath,
    List<String> program,
    Map<String, String> environment,
    Path errors,
    String done)
    implements ColdProgram {

  /** What our own programs print. */
  public static final String DONE = "done";

  /** A JVM that does nothing. */
  public static MainProgram bare(Path work) throws IOException {
    return new MainProgram(
        "bare JVM",
        List.of(ClassJar.of(work.resolve("bare.jar"), Nothing.class)),
        List.of(Nothing.class.getName()),
        Map.of(),
        work.resolve("bare.log"),
        DONE);
  }

  @Override
  public Cost run(List<String> flags) throws IOException {
    try (JavaProcess p = JavaProcess.start(flags, classPath, program, environment, errors);
        BufferedReader out =
            new BufferedReader(
                new InputStreamReader(p.process().getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.equals(done)) {
          return p.cost();
        }
      }
      throw new IOException(name + " ended before its work was done; see " + errors);
    }
  }
}
