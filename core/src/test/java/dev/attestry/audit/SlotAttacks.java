package dev.attestry.audit;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.PassingBucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.bucket.StoreAlarm;
import dev.attestry.chain.CommitHeader;
import dev.attestry.chain.Forger;
import dev.attestry.chain.Id;
import dev.attestry.chain.Layout;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attacks on objects: slots, genesis, copies, the store itself. */
final class SlotAttacks {

  private static final Bytes OTHER = Bytes.zeros(32);

  private SlotAttacks() {}

  static Map<AuditCheck, Attack> all() {
    return Map.ofEntries(
        Map.entry(
            AuditCheck.GENESIS,
            new Attack(
                "a whole other log in place of the pinned one",
                (b, lab) -> audit(b, lab.settings().withGenesis(OTHER)))),
        Map.entry(
            AuditCheck.COULD_NOT_READ,
            Attack.of("the store refuses to answer", (b, lab) -> b.breakDown())),
        Map.entry(
            AuditCheck.UPGRADE_NEEDED,
            Attack.of("a commit in a format that old readers lack", SlotAttacks::newer)),
        Map.entry(
            AuditCheck.VOID_SIGNED,
            new Attack("the newest commit is damaged", SlotAttacks::damaged)),
        Map.entry(
            AuditCheck.VOID_HASH,
            Attack.of(
                "a void slot is exchanged after it was skipped",
                (b, lab) -> b.force(skipped(b, lab), Bytes.utf8("planted later")))),
        Map.entry(
            AuditCheck.COMMIT_MISSING,
            Attack.of(
                "the newest commit is deleted",
                (b, lab) -> b.remove(lab.chain.layout().commit(lab.receipt().commit())))),
        Map.entry(
            AuditCheck.TAIL_DIFFERS,
            new Attack(
                "the log is forked behind a receipt", (b, lab) -> audit(b, receipt(lab, OTHER)))),
        Map.entry(
            AuditCheck.TAIL_NOT_JUDGED,
            new Attack(
                "a tail is cut off and nobody has a receipt",
                (b, lab) ->
                    audit(
                        b,
                        AuditSettings.fromBytesAlone(Crypto.fastest())
                            .withGenesis(lab.genesis.hash())))),
        Map.entry(
            AuditCheck.CHECKPOINT,
            Attack.of("a checkpoint is named that is not there", SlotAttacks::checkpoint)),
        Map.entry(
            AuditCheck.RETENTION,
            new Attack(
                "the store's lock ends before the log may be deleted",
                (b, lab) -> Audit.run(Weak.shortLived(b), AuditLab.SHARD, lab.settings()))),
        Map.entry(
            AuditCheck.VERSIONS,
            new Attack(
                "a commit is deleted in a store that keeps versions",
                (b, lab) -> Audit.run(Weak.marked(b), AuditLab.SHARD, lab.settings()))),
        Map.entry(
            AuditCheck.DERIVED,
            Attack.of(
                "another key document in the place of a copy",
                (b, lab) ->
                    b.force(lab.chain.layout().keys(lab.zero.hash()), Bytes.utf8("{}\n")))));
  }

  private static AuditReport audit(MemoryBucket bucket, AuditSettings settings) {
    return Audit.run(bucket, AuditLab.SHARD, settings);
  }

  private static AuditSettings receipt(AuditLab lab, Bytes hash) {
    Seen r = lab.receipt();
    return lab.settings().withReceipt(new Seen(r.genesis(), r.commit(), hash, r.size()));
  }

  private static void newer(MemoryBucket b, AuditLab lab) throws IOException {
    lab.allowVersion(2);
    thief(lab).write(b, 2, Optional.empty(), Bytes.utf8("{}"));
  }

  private static AuditReport damaged(MemoryBucket b, AuditLab lab) throws IOException {
    AuditSettings before = lab.settings();
    lab.append(lab.aws, new Id("aws/a", "y1", 1), lab.result(lab.challenge("aws/a")));
    ObjectName last = lab.chain.layout().commit(lab.receipt().commit());
    Bytes whole = ((ReadOutcome.Found) b.read(last)).bytes();
    b.force(last, whole.slice(0, whole.length() - 1));
    return audit(b, before);
  }

  private static ObjectName skipped(MemoryBucket b, AuditLab lab) {
    return audit(b, lab.settings()).findings().stream()
        .filter(f -> f.check() == AuditCheck.VOID_SLOT)
        .findFirst()
        .flatMap(AuditFinding::object)
        .orElseThrow();
  }

  private static void checkpoint(MemoryBucket b, AuditLab lab) throws IOException {
    Bytes line = thief(lab).entry("aws/a:y#1", "aws/a", lab.result(lab.challenge("aws/a")));
    thief(lab).write(b, 1, Optional.of(new CommitHeader.Pointer(0, OTHER)), line);
  }

  private static Forger thief(AuditLab lab) {
    return new Forger(lab.chain, lab.aws, "aws");
  }

  /** A store that deletes early, or shows what was done past the log. */
  private static final class Weak extends PassingBucket {

    private final Instant until;
    private final List<StoreAlarm> alarms;

    private Weak(MemoryBucket of, Instant until, List<StoreAlarm> alarms) {
      super(of);
      this.until = until;
      this.alarms = alarms;
    }

    static Weak shortLived(MemoryBucket b) {
      return new Weak(b, Instant.parse("2027-01-01T00:00:00Z"), List.of());
    }

    static Weak marked(MemoryBucket b) {
      ObjectName slot = new Layout(AuditLab.SHARD).commit(1);
      StoreAlarm alarm = new StoreAlarm(StoreAlarm.Kind.DELETE_MARKER, slot, "1 delete marker");
      return new Weak(b, Instant.parse("2099-01-01T00:00:00Z"), List.of(alarm));
    }

    @Override
    public List<StoreAlarm> alarms() {
      return alarms;
    }

    @Override
    public Optional<Instant> retainedUntil(ObjectName name) {
      return Optional.of(until);
    }
  }
}
