package dev.attestry.examples.clouds;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * {@code attestry demo clouds}, as the command line finds it. Exit codes are those of the command
 * line: 0 clean, and each flow as its map requires · 1 not so · 2 something failed · 3 something is
 * missing, or did not come in time.
 */
public final class CloudsDemo implements ToolProvider {

  private static final int FAILED = 2;
  private static final int OPEN = 3;

  /** For the service loader. */
  public CloudsDemo() {}

  @Override
  public String name() {
    return "attestry-demo-clouds";
  }

  /**
   * Runs it.
   *
   * @param args {@code --json}: one JSON object on standard output, the story on the other stream
   */
  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    boolean json = List.of(args).contains("--json");
    Story story = new Story(json ? err : out);
    int exit = run(story);
    if (json) {
      out.println(story.json().put("exit", exit));
    }
    out.flush();
    err.flush();
    return exit;
  }

  private static int run(Story story) {
    Packages packages =
        new Packages(Path.of(System.getProperty("attestry.project", "")).toAbsolutePath());
    try {
      List<String> missing = packages.missing();
      if (!missing.isEmpty()) {
        story.missing(missing);
        return OPEN;
      }
      try (Stage stage = Stage.open()) {
        return new Play(story, stage, packages).run();
      }
    } catch (TooLate e) {
      story.failed(e);
      return OPEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (Exception e) {
      // Whatever it is, it ends the demonstration: it is said, and what was started is stopped.
      story.failed(e);
      return FAILED;
    }
  }
}
