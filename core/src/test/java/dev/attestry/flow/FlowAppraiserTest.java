package dev.attestry.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.InvalidDocument;
import dev.attestry.result.Tier;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlowAppraiserTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** Two flows that share b: a → b → c and d → b. */
  private final FlowMap map;

  private final Map<String, Hop> newest = new HashMap<>();

  FlowAppraiserTest() throws InvalidDocument {
    map =
        FlowMapTest.map(
            "'components':{'a':{},'d':{},'b':{'upstream':['a','d']},'c':{'upstream':['b']}},"
                + "'flows':{'claims':{'components':['a','b','c'],'window_seconds':600,"
                + "'tolerate_absence_seconds':{'a':3600}},"
                + "'reports':{'components':['b','d'],'window_seconds':600}}");
    for (String c : new String[] {"a", "b", "c", "d"}) {
      put(Hop.of(c, Tier.AFFIRMING, false, NOW, "as named"));
    }
  }

  private void put(Hop hop) {
    newest.put(hop.component(), hop);
  }

  private FlowVerdict verdict(String flow) {
    return FlowAppraiser.at(map, newest, NOW).verdict(map.flow(flow).orElseThrow());
  }

  private Optional<Integer> sourced(String flow, String component) {
    return FlowAppraiser.at(map, newest, NOW).sourcedData(map.flow(flow).orElseThrow(), component);
  }

  @Test
  void allAffirmingAndFreshIsAffirming() {
    FlowVerdict v = verdict("claims");
    assertThat(v.tier()).isEqualTo(Tier.AFFIRMING);
    assertThat(v.meets()).isTrue();
    assertThat(v.weakest()).isEmpty();
    assertThat(v.reason()).isEqualTo("3 of 3 hops fresh");
    assertThat(v.sourcedData()).isEqualTo(Map.of("b", 2, "c", 2));
  }

  @Test
  void theFirstHopHasNoSourcesToSpeakAbout() {
    assertThat(sourced("claims", "a")).isEmpty();
  }

  // One bad hop taints everything after it, in the flows it is part of and in no other.
  @ParameterizedTest
  @CsvSource({
    "AFFIRMING,2,2,AFFIRMING,true", "WARNING,32,32,WARNING,false",
    "CONTRAINDICATED,96,96,CONTRAINDICATED,false", "NONE,96,96,NONE,false"
  })
  void aHopIsFeltAllTheWayDown(Tier tier, int b, int c, Tier flow, boolean meets) {
    put(
        tier == Tier.NONE
            ? Hop.gap("a", NOW, Optional.empty(), "no answer")
            : Hop.of("a", tier, false, NOW, "why"));
    assertThat(sourced("claims", "b")).hasValue(b);
    assertThat(sourced("claims", "c")).hasValue(c);
    assertThat(verdict("claims").tier()).isEqualTo(flow);
    assertThat(verdict("claims").meets()).isEqualTo(meets);
    assertThat(verdict("reports").tier()).isEqualTo(Tier.AFFIRMING);
    assertThat(sourced("reports", "b")).hasValue(2);
  }

  @Test
  void aSharedHopIsFeltInBothFlows() {
    put(Hop.of("b", Tier.CONTRAINDICATED, false, NOW, "debug: expected off, found on"));
    assertThat(verdict("claims").reason()).isEqualTo("weakest: b (debug: expected off, found on)");
    assertThat(verdict("reports").meets()).isFalse();
    assertThat(sourced("claims", "c")).hasValue(96);
    assertThat(map.downstream("b")).containsExactly("c");
  }

  @Test
  void aComponentThatNeverAnsweredIsSilent() {
    newest.remove("d");
    FlowVerdict v = verdict("reports");
    assertThat(v.tier()).isEqualTo(Tier.NONE);
    assertThat(v.silent()).containsExactly("d");
    assertThat(v.weakest()).hasValue("d");
    assertThat(sourced("reports", "b")).hasValue(96);
  }

  // Fresh to the end of the window, stale for as long again, then silence.
  @ParameterizedTest
  @CsvSource({"600,AFFIRMING,2,3", "601,WARNING,32,2", "1200,WARNING,32,2", "1201,NONE,96,2"})
  void oldResultsGoStaleAndThenSilent(long age, Tier tier, int sourced, int fresh) {
    put(Hop.of("b", Tier.AFFIRMING, false, NOW.minusSeconds(age), "as named"));
    FlowVerdict v = verdict("claims");
    assertThat(v.tier()).isEqualTo(tier);
    assertThat(v.fresh()).isEqualTo(fresh);
    assertThat(sourced("claims", "c")).hasValue(sourced);
  }

  // A writer whose clock is a year ahead would else vouch for its component for a year.
  @ParameterizedTest
  @CsvSource({"300,AFFIRMING,2,3", "301,NONE,96,2", "31536000,NONE,96,2"})
  void aResultDatedAheadIsNotFresh(long ahead, Tier tier, int sourced, int fresh) {
    put(Hop.of("b", Tier.AFFIRMING, false, NOW.plusSeconds(ahead), "as named"));
    FlowVerdict v = verdict("claims");
    assertThat(v.tier()).isEqualTo(tier);
    assertThat(v.fresh()).isEqualTo(fresh);
    assertThat(sourced("claims", "c")).hasValue(sourced);
  }

  @Test
  void aBadResultDatedAheadStaysBadAndSilenceAfterItIsNotTolerated() {
    put(Hop.of("b", Tier.CONTRAINDICATED, false, NOW.plusSeconds(301), "debug"));
    assertThat(verdict("claims").tier()).isEqualTo(Tier.CONTRAINDICATED);
    assertThat(verdict("claims").fresh()).isEqualTo(2);
    put(Hop.gap("a", NOW, Optional.of(NOW.plusSeconds(301)), "no answer"));
    assertThat(sourced("claims", "b")).hasValue(96);
  }

  // Only a, only in the flow that says so, and for an hour after its last good result.
  @ParameterizedTest
  @CsvSource({"3600,WARNING,32", "3601,NONE,96"})
  void absenceIsToleratedForAStatedTime(long since, Tier tier, int sourced) {
    put(Hop.gap("a", NOW, Optional.of(NOW.minusSeconds(since)), "no answer"));
    assertThat(verdict("claims").tier()).isEqualTo(tier);
    assertThat(verdict("claims").silent()).containsExactly("a");
    assertThat(sourced("claims", "b")).hasValue(sourced);
    put(Hop.gap("d", NOW, Optional.of(NOW.minusSeconds(1)), "no answer"));
    assertThat(verdict("reports").tier()).isEqualTo(Tier.NONE);
  }

  @Test
  void aTimeoutNeverHealsAFailure() {
    put(Hop.of("a", Tier.CONTRAINDICATED, false, NOW.minusSeconds(100_000), "debug"));
    assertThat(verdict("claims").tier()).isEqualTo(Tier.CONTRAINDICATED);
    assertThat(sourced("claims", "b")).hasValue(96);
  }

  @Test
  void anExpectedWarningMeetsTheRequirementAndAnotherOneDoesNot() {
    put(Hop.of("a", Tier.WARNING, true, NOW, "third party"));
    FlowVerdict v = verdict("claims");
    assertThat(v.tier()).isEqualTo(Tier.WARNING);
    assertThat(v.expected()).isTrue();
    assertThat(v.meets()).isTrue();
    assertThat(sourced("claims", "b")).hasValue(32);
    put(Hop.of("c", Tier.WARNING, false, NOW, "grace g-17"));
    assertThat(verdict("claims").expected()).isFalse();
    assertThat(verdict("claims").meets()).isFalse();
  }

  @Test
  void anExpectedWarningThatIsStaleIsNotExpected() {
    put(Hop.of("a", Tier.WARNING, true, NOW.minusSeconds(601), "third party"));
    assertThat(verdict("claims").expected()).isFalse();
    assertThat(verdict("claims").meets()).isFalse();
  }

  @Test
  void namesTheWeakestHopNotTheFirst() {
    put(Hop.of("a", Tier.WARNING, false, NOW, "grace g-17"));
    put(Hop.of("c", Tier.CONTRAINDICATED, false, NOW, "debug"));
    assertThat(verdict("claims").weakest()).hasValue("c");
    assertThat(FlowAppraiser.at(map, newest, NOW).verdicts())
        .extracting(v -> v.flow().name())
        .containsExactly("claims", "reports");
  }
}
