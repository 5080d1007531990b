package dev.attestry.route;

import dev.attestry.evidence.Challenge;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Asks the one instance that a selector by tag or group resolves to, and says which one that was.
 * Several are a gap: the good answer of one would stand for the others, and heal the bad answer of
 * another.
 *
 * @param atUrl whether a target is asked at its url, whatever its selector resolves to
 */
public record SelectedSource(Instances instances, Predicate<Target> atUrl, EvidenceSource source)
    implements EvidenceSource {

  /** What a provider's interface says of tags and groups. */
  @FunctionalInterface
  public interface Instances {

    /**
     * Ids of the instances that run, in the form that a selector by id has.
     *
     * @param selector {@code tag} or {@code group}
     * @param value {@code key=value} of a tag, or the group
     */
    List<String> running(String selector, String value) throws NoAnswer, InterruptedException;
  }

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    if (target.selector().equals(Target.ID) || atUrl.test(target)) {
      return source.collect(target, challenge);
    }
    try {
      List<String> found = instances.running(target.selector(), target.instance());
      if (found.size() != 1) {
        return none(target, found.size());
      }
      Collected c = source.collect(target.at(found.getFirst()), challenge);
      return c instanceof Collected.Received r
          ? new Collected.Received(r.evidence(), r.collateral(), Optional.of(found.getFirst()))
          : c;
    } catch (NoAnswer e) {
      return e.failure();
    }
  }

  private static Collected none(Target target, int count) {
    String what = "the selector by " + target.selector();
    return count == 0
        ? new Collected.Failed(Reason.NO_INSTANCE, what + " names no instance that runs")
        : new Collected.Failed(
            Reason.REFUSED,
            what + " names " + count + " instances: each must be a component of its own");
  }
}
