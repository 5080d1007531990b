package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.trust.Collateral;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether somebody took the certificate of a cloud's signer back (RFC 5280 section 6.3). */
final class SignerRevocationTest {

  private static final Instant NOW = SignedBy.NOW;
  private static final String LISTS = "certificate.crl";
  private static final String REVOCATION = "certificate.revocation";

  static Stream<SignedBy> all() {
    return SignedBy.all();
  }

  static Stream<SignedBy> belowAnIntermediate() {
    return SignedBy.all().filter(s -> s.cas().size() > 1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void passesWhereGoodListsOfAllCasNameNobody(SignedBy s) {
    LabCase c = s.judgedByAlso(s.good(s.issuer()));
    Verification v = c.verify();
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.complete()).isTrue();
    assertThat(SignedBy.finding(c, REVOCATION).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(v.collateral()).filteredOn(i -> i.role().equals(s.role())).hasSameSizeAs(s.cas());
    assertThat(v.claims().flag("/unrevocable")).contains(false);
  }

  /** A signer's key that was stolen and reported: what it signs still chains and is in its life. */
  @ParameterizedTest
  @MethodSource("all")
  void refusesARevokedSigner(SignedBy s) {
    LabCase c = s.judgedByAlso(s.revoking(s.issuer(), s.signer(), NOW.minusSeconds(1)));
    assertThat(c.failed()).containsExactly(REVOCATION);
    assertThat(SignedBy.finding(c, REVOCATION).detail()).contains("is revoked since");
    assertThat(c.verify().claims().at("/unverified")).isPresent();
  }

  /** A CA that was broken into: whatever it certified is worth nothing. */
  @ParameterizedTest
  @MethodSource("belowAnIntermediate")
  void refusesTheSignerOfARevokedCa(SignedBy s) {
    LabIdentity root = s.cas().get(1);
    LabCase c = s.judgedBy(s.good(s.issuer()), s.revoking(root, s.issuer(), NOW));
    assertThat(c.failed()).containsExactly(REVOCATION);
  }

  /** What was valid then stays valid then. */
  @ParameterizedTest
  @MethodSource("all")
  void letsPassWhatWasRevokedLater(SignedBy s) {
    LabCase c = s.judgedByAlso(s.revoking(s.issuer(), s.signer(), NOW.plusSeconds(1)));
    assertThat(c.verify().verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(SignedBy.finding(c, REVOCATION).detail()).contains("only later");
  }

  /** The list from before the theft, replayed; and one made ahead. */
  @ParameterizedTest
  @MethodSource("all")
  void refusesAStaleListAndOneOfTheFuture(SignedBy s) {
    for (Collateral.Item i :
        List.of(
            s.issuer().list(s.role(), NOW.minus(SignedBy.DAY), NOW.minusSeconds(1), Map.of()),
            s.issuer().list(s.role(), NOW.plusSeconds(1), NOW.plus(SignedBy.DAY), Map.of()))) {
      LabCase c = s.judgedByAlso(i);
      assertThat(c.failed()).containsExactly(LISTS);
      assertThat(c.ids(Outcome.SKIPPED)).containsExactly(REVOCATION);
    }
  }

  /** An empty list of the attacker's own CA in the place of the one that names the signer. */
  @ParameterizedTest
  @MethodSource("all")
  void refusesAListByAnotherCa(SignedBy s) {
    LabPki attacker = LabPki.named("attacker");
    String name = s.issuer().x509().getSubjectX500Principal().getName();
    for (LabIdentity ca :
        List.of(
            attacker.root("CN=another CA", LabKeyType.P256),
            attacker.root(reversed(name), LabKeyType.P256))) {
      LabCase c = s.judgedByAlso(s.good(ca));
      assertThat(c.failed()).containsExactly(LISTS);
      assertThat(c.ids(Outcome.SKIPPED)).containsExactly(REVOCATION);
    }
    LabIdentity twin = attacker.root(reversed(name), LabKeyType.P256);
    assertThat(SignedBy.finding(s.judgedByAlso(s.good(twin)), LISTS).detail())
        .contains("is not signed by the key of that CA");
  }

  /** Whoever hands out the lists leaves out the one that names the signer, or all of them. */
  @ParameterizedTest
  @MethodSource("all")
  void leavesOpenByNameWhatAMissingListWouldSay(SignedBy s) {
    Collateral.Item[] above = s.cas().stream().skip(1).map(s::good).toArray(Collateral.Item[]::new);
    for (LabCase c : List.of(s.judgedBy(), s.judgedBy(above))) {
      assertThat(c.failed()).isEmpty();
      assertThat(c.ids(Outcome.SKIPPED)).containsExactly(REVOCATION);
      LabCase full = c.with(c.input().withProfile(Profile.FULL));
      assertThat(full.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      LabCase asGiven = c.with(c.input().withProfile(Profile.AS_GIVEN));
      assertThat(asGiven.verify().verdict()).isEqualTo(Verdict.VERIFIED);
      assertThat(asGiven.verify().complete()).isFalse();
    }
  }

  /** RFC 2253 names begin at the end. */
  private static String reversed(String name) {
    List<String> parts = List.of(name.split(",", -1));
    StringBuilder out = new StringBuilder();
    for (int i = parts.size() - 1; i >= 0; i--) {
      out.append(i == parts.size() - 1 ? "" : ",").append(parts.get(i));
    }
    return out.toString();
  }
}
