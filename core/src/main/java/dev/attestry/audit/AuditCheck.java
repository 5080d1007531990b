package dev.attestry.audit;

import dev.attestry.evidence.Check;
import java.util.Arrays;
import java.util.Optional;

/** Everything that an audit can find; {@code docs/formats/audit.md} is made of these. */
public enum AuditCheck implements Check {
  GENESIS(
      "genesis",
      "chain 1.7",
      Level.FAULT,
      "the log's first object is not there, damaged, not signed by its owners, or not the pinned"
          + " one"),
  GENESIS_NOT_PINNED(
      "genesis-not-pinned",
      "design 7",
      Level.NOTE,
      "the log is whatever the bucket says: no pin and no receipt names its genesis"),
  COULD_NOT_READ(
      "could-not-read",
      "chain 2",
      Level.UNKNOWN,
      "an object could not be read, so what follows is not known"),
  UPGRADE_NEEDED(
      "upgrade-needed",
      "chain 2.6",
      Level.UNKNOWN,
      "a commit of a newer format, which the key document allows, stands there"),
  VOID_SLOT(
      "void-slot",
      "chain 2",
      Level.NOTE,
      "an object that is no commit of this log stands in a slot; every reader skips it"),
  VOID_SIGNED(
      "void-signed",
      "chain 2",
      Level.FAULT,
      "a void slot holds what a commit key signed, and no later commit saw it so: the object, or"
          + " one before it, was changed or removed"),
  VOID_HASH(
      "void-hash",
      "chain 1.5",
      Level.FAULT,
      "the slots that a commit skipped do not hold what they held when it was written"),
  COMMIT_MISSING(
      "commit-missing",
      "chain 2",
      Level.FAULT,
      "a commit is not there, but a later one is, or a receipt names it"),
  TAIL_DIFFERS(
      "tail-differs", "design 7", Level.FAULT, "the commit that a receipt names is another one"),
  TAIL_NOT_JUDGED(
      "tail-not-judged",
      "design 7",
      Level.UNKNOWN,
      "no receipt says how far the log must reach: commits at its end may be missing"),
  STRAY(
      "stray",
      "chain 4.2",
      Level.FAULT,
      "an entry counts for nothing: it broke its chain, its key's scope, the id window or the"
          + " challenge span"),
  ENTRY_SCHEMA(
      "entry-schema", "design 7", Level.FAULT, "an entry does not meet the schema of its kind"),
  ENTRY_SINCE(
      "entry-since",
      "design 7",
      Level.FAULT,
      "an entry says that its request was born at a commit that did not stand before it"),
  ENTRY_ID("entry-id", "chain 4.3", Level.FAULT, "an entry's id is not that of its component"),
  CHALLENGE_COMMIT(
      "challenge-commit",
      "design 5",
      Level.FAULT,
      "a challenge was not made from a commit that stood before the entry"),
  CHALLENGE_REPEATED(
      "challenge-repeated", "design 5", Level.FAULT, "two entries answer one challenge"),
  CHALLENGE_RECIPE(
      "challenge-recipe",
      "design 5",
      Level.FAULT,
      "a challenge was bound in a way that is not known, or in another format's"),
  CHALLENGE_ABSENT(
      "challenge-absent",
      "design 5",
      Level.FAULT,
      "a result passes, but answers no challenge, or its challenge is not in its evidence"),
  EVIDENCE_ABSENT(
      "evidence-absent", "design 7", Level.FAULT, "a result passes, but rests on no evidence"),
  PLAN_SCOPE(
      "plan-scope",
      "design 9",
      Level.FAULT,
      "a plan names a component outside the scope of its key"),
  GAP_PLAN("gap-plan", "chain 4.1", Level.FAULT, "a gap names no slot that a plan left open"),
  GAP_REPEATED(
      "gap-repeated", "chain 4.5", Level.FAULT, "a second gap of the own cloud for one slot"),
  GAP_EARLY(
      "gap-early",
      "chain 4.1",
      Level.NOTE,
      "another cloud's gap came before the deadline, by the clock of its commit or of a later one of"
          + " others, after an answer, or for no open slot"),
  SLOT_UNANSWERED(
      "slot-unanswered",
      "chain 4.5",
      Level.FAULT,
      "a planned check has neither result nor gap, and its deadline has passed"),
  SLOT_OPEN("slot-open", "design 9", Level.NOTE, "a planned check has neither result nor gap yet"),
  POLICY_NOT_IN_FORCE(
      "policy-not-in-force",
      "design 6",
      Level.FAULT,
      "a result was appraised by a policy that was not in force"),
  ACTIVATION_REFUSED(
      "activation-refused",
      "design 6",
      Level.FAULT,
      "an activation is not signed by a policy key, or its version does not rise"),
  GRACE_REFUSED(
      "grace-refused",
      "design 6",
      Level.FAULT,
      "a grace window is not signed by a policy key, or changes one of its name in more than an"
          + " earlier end"),
  POLICY_OBJECT(
      "policy-object",
      "design 7",
      Level.FAULT,
      "the document that came into force is not there, or not the one that was signed"),
  UPSTREAM(
      "upstream",
      "design 6",
      Level.FAULT,
      "an entry builds on an upstream entry that was not the newest, or is unknown"),
  FLOWS(
      "flows",
      "design 6",
      Level.FAULT,
      "an entry's flows are not what follows from the flow map and the upstream entries"),
  PACK(
      "pack",
      "design 7",
      Level.FAULT,
      "an evidence pack is not there, damaged, or not what its name says"),
  PACK_SEALED(
      "pack-sealed",
      "design 7",
      Level.NOTE,
      "an evidence pack is encrypted and its key is not here: its digests were not checked"),
  EVIDENCE_DIGEST(
      "evidence-digest",
      "design 7",
      Level.FAULT,
      "a piece of evidence is not in its pack, or not the one that the entry names"),
  EVIDENCE_FORMAT(
      "evidence-format",
      "design 5",
      Level.FAULT,
      "a result passes, but its evidence is not of the format that the flow map names"),
  CHECKPOINT(
      "checkpoint",
      "chain 3.5",
      Level.FAULT,
      "the checkpoint that a commit names is missing, another one, or older than one named before"),
  HEADS(
      "heads",
      "chain 3.4",
      Level.NOTE,
      "the heads snapshot that a commit names, a hint, is missing or another one"),
  CLOCK("clock", "chain 4.5", Level.NOTE, "a writer's clock went backwards; order is log order"),
  RETENTION(
      "retention",
      "design 7",
      Level.FAULT,
      "the store keeps an object for less time than genesis promises"),
  RETENTION_NOT_KEPT(
      "retention-not-kept",
      "design 7",
      Level.NOTE,
      "this store does not keep objects from being deleted"),
  VERSIONS(
      "versions",
      "design 7",
      Level.FAULT,
      "someone wrote over an object or deleted it, and the store kept the first one: that was"
          + " judged"),
  DERIVED(
      "derived",
      "design 7",
      Level.FAULT,
      "a derived copy holds other bytes than those it is derived from"),
  DERIVED_MISSING(
      "derived-missing",
      "design 7",
      Level.NOTE,
      "a derived copy is not there; anyone can make it again"),
  ORPHAN("orphan", "design 7", Level.NOTE, "an object that nothing refers to"),
  UNKNOWN_OBJECT(
      "unknown-object",
      "design 7",
      Level.NOTE,
      "an object with a name that this log has no use for"),
  REVERIFY_VERDICT(
      "reverify-verdict",
      "design 7",
      Level.FAULT,
      "verifying the archived evidence again gives another verdict"),
  REVERIFY_FINDINGS(
      "reverify-findings",
      "design 7",
      Level.FAULT,
      "verifying the archived evidence again gives other findings"),
  REVERIFY_RESULT(
      "reverify-result",
      "design 7",
      Level.FAULT,
      "appraising the archived evidence again gives another result"),
  REVERIFY_IMPOSSIBLE(
      "reverify-impossible",
      "design 7",
      Level.UNKNOWN,
      "the archived evidence could not be verified again");

  /** What a finding does to the conclusion. */
  public enum Level {
    /** The log is not clean. */
    FAULT,
    /** It could not be told whether it is. */
    UNKNOWN,
    /** Worth saying; changes nothing. */
    NOTE
  }

  private final String id;
  private final String clause;
  private final Level level;
  private final String meaning;

  AuditCheck(String id, String clause, Level level, String meaning) {
    this.id = "audit." + id;
    this.clause = clause;
    this.level = level;
    this.meaning = meaning;
  }

  /** The check with this published id. */
  static Optional<AuditCheck> ofId(String id) {
    return Arrays.stream(values()).filter(c -> c.id.equals(id)).findFirst();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String clause() {
    return clause;
  }

  @Override
  public Need need() {
    return level == Level.NOTE ? Need.DETAIL : Need.GENUINENESS;
  }

  public Level level() {
    return level;
  }

  /** What it means, for people. */
  public String meaning() {
    return meaning;
  }
}
