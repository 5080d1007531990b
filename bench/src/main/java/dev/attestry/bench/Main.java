package dev.attestry.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures and writes the page.
 *
 * <p>Usage: {@code Main PAGE [quick]}. See bench/run.
 */
final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    Path page = Path.of(args[0]);
    boolean quick = List.of(args).contains("quick");
    Interleaved harness = quick ? new Interleaved(5, 0.5) : new Interleaved(21, 4);
    Report report = new Report();
    OpenSsl openSsl = new OpenSsl();
    new VerificationBench(harness, openSsl).run(Workloads.all(400), report);
    Files.write(page, report.page(Machine.describe()), StandardCharsets.UTF_8);
    System.err.println("written: " + page);
  }
}
