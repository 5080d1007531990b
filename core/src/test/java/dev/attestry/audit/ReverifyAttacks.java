package dev.attestry.audit;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verification;
import dev.attestry.sweep.Archive;
import java.util.Map;

/** Attacks by a verifier that writes other than what it found. */
final class ReverifyAttacks {

  private ReverifyAttacks() {}

  static Map<AuditCheck, Attack> all() {
    return Map.of(
        AuditCheck.REVERIFY_VERDICT,
        of("refuted evidence is called verified", 0),
        AuditCheck.REVERIFY_RESULT,
        of("a vector that is better than the evidence", 1),
        AuditCheck.REVERIFY_FINDINGS,
        of("a failed check is written as passed", 2),
        AuditCheck.REVERIFY_IMPOSSIBLE,
        of("evidence in a format that nobody reads", 3));
  }

  private static Attack of(String what, int lie) {
    return new Attack(
        what,
        (unused, ignored) -> {
          MemoryBucket bucket = new MemoryBucket();
          ReverifyLab real = new ReverifyLab(bucket);
          write(real, lie);
          return Audit.run(bucket, AuditLab.SHARD, real.lab.settings().withReverify());
        });
  }

  private static void write(ReverifyLab real, int lie) throws Exception {
    Challenge c = real.lab.challenge(ReverifyLab.COMPONENT);
    Evidence e = ReverifyLab.document();
    Verification v = real.verify(e, c);
    String ear = real.ear(v).utf8();
    String findings = Archive.findings(v).utf8();
    switch (lie) {
      case 0 ->
          ear =
              ear.replace(
                  "\"attestry.verification\":\"refuted\"",
                  "\"attestry.verification\":\"verified\"");
      case 1 -> ear = ear.replaceFirst("\":99", "\":98");
      case 2 -> findings = findings.replace("\"failed\"", "\"passed\"");
      default -> e = Evidence.of("application/x-unknown", e.parts());
    }
    real.append(c, e, Bytes.utf8(ear), Bytes.utf8(findings));
  }
}
