package dev.attestry.flow;

import dev.attestry.result.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Computes sourced-data and the verdict of flows from the newest entries of their components. */
public final class FlowAppraiser {

  /** All required upstream hops are affirming and fresh. */
  static final int SOURCES_AFFIRMING = 2;

  /** One upstream hop is capped, in grace, stale or tolerated-absent. */
  static final int SOURCE_WARNING = 32;

  /** One upstream hop is contraindicated, or absent and not tolerated. */
  static final int SOURCE_CONTRAINDICATED = 96;

  /** How far the clock of another writer may be ahead: what is dated later is not fresh. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final FlowMap map;
  private final Map<String, Hop> newest;
  private final Instant time;

  private FlowAppraiser(FlowMap map, Map<String, Hop> newest, Instant time) {
    this.map = map;
    this.newest = newest;
    this.time = time;
  }

  /**
   * A view at a time.
   *
   * @param newest what the newest entry of each component says; a component that never had one is
   *     simply not there
   */
  public static FlowAppraiser at(FlowMap map, Map<String, Hop> newest, Instant time) {
    return new FlowAppraiser(map, Map.copyOf(newest), time);
  }

  /** One component as a flow sees it: its own tier, and that of what it got its data from. */
  private record Standing(Tier own, Tier withSources, boolean fresh, boolean silent, String why) {}

  /** The verdicts of all flows, in the order of their names. */
  public List<FlowVerdict> verdicts() {
    return map.flows().stream().map(this::verdict).toList();
  }

  /**
   * The value of {@code sourced-data} for a component in a flow; empty for one without upstream
   * there, which has no sources to speak about.
   */
  public Optional<Integer> sourcedData(Flow flow, String component) {
    return Optional.ofNullable(sourced(flow, standings(flow)).get(component));
  }

  /** The verdict of one flow. */
  public FlowVerdict verdict(Flow flow) {
    Map<String, Standing> standings = standings(flow);
    Tier tier = Tier.AFFIRMING;
    Optional<String> weakest = Optional.empty();
    boolean expected = true;
    List<String> silent = new ArrayList<>();
    for (String c : flow.components()) {
      Standing s = at(standings, c);
      boolean fine = s.own() == Tier.AFFIRMING || isExpected(c, s);
      // Of two equally bad, the one that nobody expects is what holds the flow back.
      if (rank(s.own()) > rank(tier) || s.own() == tier && expected && !fine) {
        tier = s.own();
        weakest = Optional.of(c);
      }
      expected &= fine;
      if (s.silent()) {
        silent.add(c);
      }
    }
    boolean allExpected = tier == Tier.WARNING && expected;
    int fresh = (int) standings.values().stream().filter(Standing::fresh).count();
    String reason =
        weakest
            .map(w -> "weakest: " + w + " (" + at(standings, w).why() + ")")
            .orElse(fresh + " of " + flow.components().size() + " hops fresh");
    return new FlowVerdict(
        flow,
        tier,
        allExpected,
        tier.meets(flow.required()) || allExpected,
        weakest,
        reason,
        fresh,
        silent,
        sourced(flow, standings));
  }

  private boolean isExpected(String component, Standing s) {
    return s.own() == Tier.WARNING
        && s.fresh()
        && Optional.ofNullable(newest.get(component)).map(Hop::expected).orElse(false);
  }

  private Map<String, Standing> standings(Flow flow) {
    Map<String, Standing> out = new LinkedHashMap<>();
    for (String c : flow.components()) { // upstream first
      Standing own = own(flow, c);
      Tier withSources = own.own();
      for (String up : map.upstream(flow, c)) {
        withSources = withSources.worse(asSource(at(out, up)));
      }
      out.put(c, new Standing(own.own(), withSources, own.fresh(), own.silent(), own.why()));
    }
    return out;
  }

  private Map<String, Integer> sourced(Flow flow, Map<String, Standing> standings) {
    Map<String, Integer> out = new LinkedHashMap<>();
    for (String c : flow.components()) {
      map.upstream(flow, c).stream()
          .map(up -> asSource(at(standings, up)))
          .reduce(Tier::worse)
          .ifPresent(worst -> out.put(c, value(worst)));
    }
    return out;
  }

  /** Silence that is not tolerated counts as contraindicated for what comes after it. */
  private static Tier asSource(Standing s) {
    return s.own() == Tier.NONE ? Tier.CONTRAINDICATED : s.withSources();
  }

  /** Every component of a flow has a standing. */
  private static Standing at(Map<String, Standing> standings, String component) {
    return Objects.requireNonNull(standings.get(component));
  }

  private static int value(Tier worst) {
    return switch (worst) {
      case AFFIRMING -> SOURCES_AFFIRMING;
      case WARNING -> SOURCE_WARNING;
      case NONE, CONTRAINDICATED -> SOURCE_CONTRAINDICATED;
    };
  }

  private Standing own(Flow flow, String component) {
    Optional<Hop> hop = Optional.ofNullable(newest.get(component));
    if (hop.isEmpty()) {
      return absent(flow, component, Optional.empty(), "never attested");
    }
    Hop h = hop.get();
    if (h.tier() == Tier.NONE) {
      return absent(flow, component, h.lastGood(), h.reason());
    }
    Duration age = Duration.between(h.time(), time);
    boolean ahead = isAhead(h.time());
    boolean fresh = !ahead && age.compareTo(flow.window()) <= 0;
    if (fresh || h.tier() == Tier.CONTRAINDICATED) {
      // A timeout never heals a failure: a bad result stays bad, however old.
      return new Standing(h.tier(), h.tier(), fresh, false, h.reason());
    }
    if (ahead) {
      // A writer whose clock is a year ahead would else vouch for a year.
      String late = "last result dated " + age.negated().toSeconds() + " s ahead";
      return absent(flow, component, Optional.empty(), late);
    }
    String old = "last result " + age.toSeconds() + " s old";
    if (age.compareTo(flow.window().multipliedBy(2)) <= 0) {
      Tier stale = h.tier().worse(Tier.WARNING);
      return new Standing(stale, stale, false, false, "stale: " + old);
    }
    return absent(flow, component, Optional.of(h.time()), "silent: " + old);
  }

  private boolean isAhead(Instant dated) {
    return dated.isAfter(time.plus(SKEW));
  }

  /** Tolerated for a stated time after the last result; then it is silence. */
  private Standing absent(Flow flow, String component, Optional<Instant> last, String why) {
    boolean tolerated =
        last.isPresent()
            && !isAhead(last.get())
            && flow.tolerates(component)
                .filter(t -> Duration.between(last.get(), time).compareTo(t) <= 0)
                .isPresent();
    Tier tier = tolerated ? Tier.WARNING : Tier.NONE;
    return new Standing(tier, tier, false, true, tolerated ? "tolerated: " + why : why);
  }

  /** For a flow, silence is worse than a warning. */
  private static int rank(Tier tier) {
    return switch (tier) {
      case AFFIRMING -> 0;
      case WARNING -> 1;
      case NONE -> 2;
      case CONTRAINDICATED -> 3;
    };
  }
}
