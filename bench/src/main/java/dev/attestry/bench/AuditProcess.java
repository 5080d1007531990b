package dev.attestry.bench;

import dev.attestry.audit.Audit;
import dev.attestry.audit.AuditReport;
import dev.attestry.audit.AuditSettings;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An audit, alone in its JVM: prints entries and peak resident kilobytes. */
final class AuditProcess {

  private AuditProcess() {}

  public static void main(String[] args) throws IOException {
    AuditReport report =
        Audit.run(
            DirectoryBucket.open(Path.of(args[0])),
            BenchLog.SHARD,
            AuditSettings.fromBytesAlone(Crypto.fastest()));
    if (report.conclusion() == AuditReport.Conclusion.NOT_CLEAN) {
      throw new IOException("not clean: " + report.first());
    }
    System.out.println(report.entries() + " " + peakKilobytes());
  }

  private static String peakKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(l -> l.startsWith("VmHWM:"))
        .map(l -> l.replaceAll("[^0-9]", ""))
        .findFirst()
        .orElse("0");
  }
}
