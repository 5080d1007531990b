package dev.attestry.audit;

import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.Entry;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.ResultContent;
import dev.attestry.chain.StandingCommit;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Recipe;
import java.util.Optional;

/** Recomputes challenges from the log alone (design, section 5). */
final class ChallengeExam implements Exam {

  private final String origin;
  private final AuditFindings findings;
  private final CommitHeads heads = new CommitHeads();
  private final Hashes nonces = new Hashes();

  ChallengeExam(String origin, AuditFindings findings) {
    this.origin = origin;
    this.findings = findings;
  }

  @Override
  public void commitEnds(StandingCommit c) {
    heads.add(c.head().commit(), c.head().size(), c.head().root());
  }

  @Override
  public void entry(LogLine line, Entry e, Context at) {
    if (e.content() instanceof ResultContent r && r.challenge().isPresent()) {
      challenge(origin, e.component(), r.challenge().get())
          .ifPresentOrElse(c -> judge(c, r.challenge().get(), at), () -> noCommit(r, at));
    }
  }

  private void noCommit(ResultContent r, Context at) {
    ChallengeReference c = r.challenge().orElseThrow();
    findings.entry(
        AuditCheck.CHALLENGE_COMMIT,
        at.place(),
        "commit " + c.commit() + " did not stand before it with " + c.size() + " leaves");
  }

  private void judge(Challenge c, ChallengeReference reference, Context at) {
    if (!nonces.add(c.nonce())) {
      findings.entry(
          AuditCheck.CHALLENGE_REPEATED, at.place(), "its challenge was answered before");
    }
    if (Recipe.ofLabel(reference.recipe()).isEmpty()) {
      findings.entry(AuditCheck.CHALLENGE_RECIPE, at.place(), "recipe " + reference.recipe());
    }
  }

  private Optional<Challenge> challenge(String log, String component, ChallengeReference c) {
    return heads
        .find(c.commit(), c.size())
        .map(h -> new Challenge(log, h.size(), h.root(), component, c.salt(), Optional.empty()));
  }

  /** What the signed slot of an entry's evidence must hold; empty where the challenge is faulty. */
  Optional<Bytes> slot(String component, ChallengeReference c) {
    return challenge(origin, component, c)
        .flatMap(x -> Recipe.ofLabel(c.recipe()).map(r -> r.slot(x)));
  }
}
