package dev.attestry.route;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.evidence.Cmw;
import dev.attestry.evidence.Evidence;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.util.List;
import java.util.Set;

/** Turns what a guest printed into evidence to be judged. */
public final class Answers {

  /**
   * Roles that are never taken from the attester: whoever sends a token could send the keys that
   * verify it along.
   */
  private static final Set<String> NOT_FROM_ATTESTERS = Set.of("jwks");

  private Answers() {}

  /**
   * The evidence in an answer, in the media type of the target's scheme: the map decides what it
   * is, never the attester. Roles that the scheme does not know are left out.
   *
   * @param source where it came from, for the record
   */
  public static Collected of(Target target, Bytes answer, String source) {
    try {
      Cmw cmw = Cmw.parse(answer, source);
      Set<String> roles = target.scheme().collateralRoles();
      List<Collateral.Item> items =
          cmw.endorsements().stream()
              .filter(i -> roles.contains(i.role()) && !NOT_FROM_ATTESTERS.contains(i.role()))
              .toList();
      return new Collected.Received(
          Evidence.of(target.scheme().mediaType(), cmw.evidence()), new Collateral(items));
    } catch (MalformedInput e) {
      return new Collected.Failed(
          Collected.Reason.REFUSED, "the answer is no CMW collection of evidence");
    }
  }
}
