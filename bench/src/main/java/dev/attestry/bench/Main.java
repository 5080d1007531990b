package dev.attestry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Measures and writes the page.
 *
 * <p>Usage: {@code Main PAGE [quick] [verify] [append] [audit] [functions]}; see bench/run.
 */
final class Main {

  private static final Set<String> SECTIONS = Set.of("verify", "append", "audit", "functions");

  private Main() {}

  public static void main(String[] args) throws Exception {
    Path page = Path.of(args[0]);
    boolean quick = List.of(args).contains("quick");
    Set<String> wanted = new HashSet<>(List.of(args));
    wanted.retainAll(SECTIONS);
    if (wanted.isEmpty()) {
      wanted.addAll(SECTIONS);
    }
    Report report = new Report();
    if (wanted.contains("verify")) {
      new VerificationBench(quick).run(report);
      write(page, report);
    }
    Path folder = Files.createDirectories(Path.of("bench", "target", "logs"));
    if (wanted.contains("append")) {
      Path fresh = Files.createTempDirectory(folder, "append");
      new AppendBench(fresh, quick ? 9 : 31).run(report);
      write(page, report);
    }
    if (wanted.contains("functions")) {
      new FunctionRows(Path.of("")).run(report);
      write(page, report);
    }
    if (wanted.contains("audit")) {
      new AuditBench(folder).run(10_000, quick ? 50_000 : 1_000_000, report);
      write(page, report);
    }
  }

  /** After each section: what was measured is not lost if the next one is broken off. */
  private static void write(Path page, Report report) throws IOException, InterruptedException {
    Files.write(page, report.page(Machine.describe()), StandardCharsets.UTF_8);
    System.err.println("written: " + page);
  }
}
