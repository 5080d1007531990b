package dev.attestry.audit;

import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.Entry;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.ResultContent;
import dev.attestry.chain.StandingCommit;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Slots;
import dev.attestry.scheme.Schemes;
import java.util.Optional;

/** Recomputes challenges from the log alone (design, section 5). */
final class ChallengeExam implements Exam {

  private final String origin;
  private final AuditFindings findings;
  private final CommitHeads heads = new CommitHeads();
  private final Hashes nonces = new Hashes();
  private Optional<Answered> last = Optional.empty();

  /**
   * The challenge that an entry answers.
   *
   * @param label the name of its recipe, which may be none that is known
   */
  private record Answered(
      Challenge challenge, Bytes nonce, String label, Optional<Recipe> recipe) {}

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
    last = Optional.empty();
    if (e.content() instanceof ResultContent r && r.challenge().isPresent()) {
      last = challenge(e.component(), r.challenge().get());
      if (last.isPresent()) {
        judge(last.get(), at);
      } else {
        noCommit(r.challenge().get(), at);
      }
    }
  }

  private void noCommit(ChallengeReference c, Context at) {
    findings.entry(
        AuditCheck.CHALLENGE_COMMIT,
        at.place(),
        "commit " + c.commit() + " did not stand before it with " + c.size() + " leaves");
  }

  private void judge(Answered c, Context at) {
    if (!nonces.add(c.nonce)) {
      findings.entry(
          AuditCheck.CHALLENGE_REPEATED, at.place(), "its challenge was answered before");
    }
    if (c.recipe.isEmpty()) {
      findings.entry(AuditCheck.CHALLENGE_RECIPE, at.place(), "recipe " + c.label);
    }
  }

  private Optional<Answered> challenge(String component, ChallengeReference c) {
    Optional<CommitHeads.At> head = heads.find(c.commit(), c.size());
    if (head.isEmpty()) {
      return Optional.empty();
    }
    Challenge made =
        new Challenge(
            origin, head.get().size(), head.get().root(), component, c.salt(), Optional.empty());
    return Optional.of(new Answered(made, made.nonce(), c.recipe(), Schemes.recipe(c.recipe())));
  }

  /**
   * What the signed slots of the evidence of the last entry must hold; empty where it has no
   * challenge, or a faulty one.
   */
  Optional<Slots> slots() {
    return last.flatMap(a -> a.recipe.map(r -> r.slots(a.challenge, a.nonce)));
  }
}
