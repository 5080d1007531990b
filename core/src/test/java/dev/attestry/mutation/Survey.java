package dev.attestry.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Changes bytes of what cases were given, one at a time. None may verify, but those that {@link
 * Uncovered} has a rule about; every run changes them alike.
 */
public final class Survey {

  /** Below this, what lives by chance says nothing of a share. */
  private static final int ENOUGH = 100;

  private static final int SHOWN = 20;

  private static final class Count {
    int tried;
    int live;
  }

  private final String name;
  private final Map<String, Count> counts = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final Random random = new Random(23);

  public Survey(String name) {
    this.name = name;
  }

  /** Every byte of one part or piece of collateral. */
  public void everyByte(Given g) {
    Verification before = g.of().verify();
    for (int at = 0; at < g.bytes().length(); at++) {
      change(g, before, at, 1 + random.nextInt(255));
    }
  }

  /** A bit each at so many places of these, in each as often. */
  public void seeded(List<Given> all, int positions) {
    Verification before = all.get(0).of().verify();
    for (int n = 0; n < positions; n++) {
      Given g = all.get(random.nextInt(all.size()));
      change(g, before, random.nextInt(g.bytes().length()), 1 << random.nextInt(8));
    }
  }

  /** Whether the list has a rule about this byte, if what is said stays the same. */
  public static boolean mayLive(Given g, int at) {
    Verification v = g.of().verify();
    return Uncovered.about(new Mutant(g, g.bytes(), at, v, v));
  }

  private void change(Given g, Verification before, int at, int bits) {
    byte[] b = g.bytes().toArray();
    b[at] ^= (byte) bits;
    Bytes changed = Bytes.of(b);
    Verification after = g.with(changed).verify();
    Count count = counts.computeIfAbsent(g.of().scheme().name() + " " + g.role(), k -> new Count());
    count.tried++;
    if (after.verdict() == Verdict.VERIFIED) {
      count.live++;
      Mutant m = new Mutant(g, changed, at, before, after);
      if (before.verdict() != Verdict.VERIFIED || !Uncovered.about(m)) {
        wrong.add(m.toString());
      }
    }
  }

  /** No byte lived but by a rule, and none of the rules by more than its share. */
  public void conclude() {
    counts.forEach(
        (what, c) ->
            System.out.printf("%-26s %-44s %6d tried, %5d live%n", name, what, c.tried, c.live));
    assertThat(wrong.subList(0, Math.min(SHOWN, wrong.size())))
        .as(name + ": " + wrong.size() + " that live by no rule")
        .isEmpty();
    counts.forEach(
        (what, c) -> {
          String[] of = what.split(" ", 2);
          if (c.tried >= ENOUGH) {
            assertThat((double) c.live / c.tried)
                .as("share of " + what + " that nothing covers")
                .isLessThanOrEqualTo(Uncovered.share(of[0], of[1]));
          }
        });
  }
}
