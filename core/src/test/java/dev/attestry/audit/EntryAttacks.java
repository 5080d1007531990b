package dev.attestry.audit;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.chain.Appended;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Forger;
import dev.attestry.chain.Id;
import dev.attestry.chain.PolicyContent.ObjectType;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attacks by entries: of a stolen commit key, or of a writer that lies. */
final class EntryAttacks {

  private static final Duration HOUR = Duration.ofHours(1);

  private EntryAttacks() {}

  static Map<AuditCheck, Attack> all() {
    return Map.ofEntries(
        Map.entry(
            AuditCheck.STRAY,
            Attack.of("a key of azure speaks for aws", (b, lab) -> forge(b, lab, "azure", e -> e))),
        Map.entry(
            AuditCheck.ENTRY_SCHEMA,
            Attack.of(
                "text of one's own in a field that no schema has",
                (b, lab) -> forge(b, lab, "aws", EntryAttacks::surplus))),
        Map.entry(
            AuditCheck.ENTRY_ID, Attack.of("an id of another component", EntryAttacks::foreignId)),
        Map.entry(
            AuditCheck.ENTRY_SINCE,
            Attack.of(
                "a request that was born in the future, so that it is never too old",
                (b, lab) ->
                    lab.append(
                        lab.aws,
                        List.of(
                            Draft.of(
                                new Id("aws/a", "y1", 1),
                                999,
                                lab.result(lab.challenge("aws/a"))))))),
        Map.entry(
            AuditCheck.PLAN_SCOPE,
            Attack.of("azure plans for aws", (b, lab) -> lab.plan(lab.azure, "s4", HOUR, "aws/a"))),
        Map.entry(
            AuditCheck.GAP_PLAN,
            Attack.of(
                "a gap for a slot that nobody planned",
                (b, lab) -> {
                  Appended plan = lab.plan(lab.aws, "s3", HOUR, "aws/b");
                  gap(lab, "aws/a", "s9", 1, plan);
                  gap(lab, "aws/b", "s3", 1, plan);
                })),
        Map.entry(
            AuditCheck.GAP_REPEATED,
            Attack.of(
                "one silence is counted twice",
                (b, lab) -> {
                  Appended plan = lab.plan(lab.aws, "s3", HOUR, "aws/b");
                  gap(lab, "aws/b", "s3", 1, plan);
                  gap(lab, "aws/b", "s3", 2, plan);
                })),
        Map.entry(
            AuditCheck.SLOT_UNANSWERED,
            Attack.of("a bad answer is dropped and no gap written", EntryAttacks::dropped)),
        Map.entry(
            AuditCheck.ACTIVATION_REFUSED,
            Attack.of(
                "a policy is rolled back to an older version",
                (b, lab) ->
                    lab.append(
                        lab.aws,
                        List.of(lab.activation(ObjectType.POLICY, "p", AuditLab.POLICY, 0))))),
        Map.entry(
            AuditCheck.GRACE_REFUSED,
            Attack.of(
                "a writer opens a grace window for itself",
                (b, lab) -> lab.append(lab.grace(lab.aws, HOUR)))),
        Map.entry(
            AuditCheck.POLICY_OBJECT,
            Attack.of(
                "the policy that results rest on is deleted",
                (b, lab) ->
                    b.remove(
                        lab.chain.layout().policy(HashAlgorithm.SHA384.digest(AuditLab.POLICY))))));
  }

  @FunctionalInterface
  private interface Edit {
    Bytes of(Bytes entry);
  }

  private static void forge(MemoryBucket b, AuditLab lab, String cloud, Edit edit)
      throws IOException {
    Forger thief = new Forger(lab.chain, cloud.equals("aws") ? lab.aws : lab.azure, cloud);
    Bytes line = thief.entry("aws/a:y#1", "aws/a", lab.result(lab.challenge("aws/a")));
    thief.write(b, 1, Optional.empty(), edit.of(line));
  }

  private static Bytes surplus(Bytes entry) {
    String s = entry.utf8();
    return Bytes.utf8(s.substring(0, s.length() - 1) + ",\"zz\":1}");
  }

  private static void foreignId(MemoryBucket b, AuditLab lab) throws IOException {
    Forger thief = new Forger(lab.chain, lab.aws, "aws");
    Bytes line = thief.entry("aws/b:y#1", "aws/a", lab.result(lab.challenge("aws/a")));
    thief.write(b, 1, Optional.empty(), line);
  }

  private static void gap(AuditLab lab, String component, String slot, int attempt, Appended plan)
      throws IOException {
    lab.append(
        lab.aws,
        new Id(component, slot, attempt),
        lab.gap(slot, lab.now().plus(HOUR), plan.receipt().entry()));
  }

  private static void dropped(MemoryBucket unused, AuditLab lab) throws IOException {
    lab.plan(lab.aws, "s2", HOUR, "aws/a");
    lab.passes(HOUR.multipliedBy(2));
    lab.append(lab.azure, new Id("azure/c", "x2", 1), lab.result(lab.challenge("azure/c")));
  }
}
