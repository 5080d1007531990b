package dev.attestry.function;

import dev.attestry.audit.AuditFinding;
import dev.attestry.audit.AuditReport;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.ObjectWriter;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Jcs;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.util.List;

/** The reports of audits, kept in the bucket of the log by their SHA-256, which entries name. */
record AuditReports(ObjectWriter objects) {

  /** Keeps one; its hash. */
  Bytes keep(AuditReport report) throws IOException {
    Bytes text = Jcs.encode(report.toJson());
    Bytes hash = HashAlgorithm.SHA256.digest(text);
    objects.store(objects.layout().evidence(hash), text, suffix(hash));
    return hash;
  }

  /**
   * The findings of a report that was kept; none where others took it away.
   *
   * @throws IOException if it could not be read
   */
  List<AuditFinding> findings(Bytes hash) throws IOException {
    ObjectName name = objects.layout().evidence(hash);
    for (ObjectName n : ObjectWriter.names(name, suffix(hash))) {
      switch (objects.bucket().read(n)) {
        case ReadOutcome.Found f -> {
          if (HashAlgorithm.SHA256.digest(f.bytes()).equals(hash)) {
            return read(f.bytes());
          }
        }
        case ReadOutcome.Absent a -> {
          // It may lie at the other name.
        }
        case ReadOutcome.Unreadable u ->
            throw new IOException(n + " could not be read: " + u.reason());
      }
    }
    Console.failed("audit", hash.hex(), "the report of the audit that stands is not at " + name);
    return List.of();
  }

  private static List<AuditFinding> read(Bytes report) throws IOException {
    try {
      return AuditReport.findings(report);
    } catch (MalformedInput e) {
      throw new IOException("what an audit wrote is no report", e);
    }
  }

  private static String suffix(Bytes hash) {
    return hash.slice(0, 4).hex();
  }
}
