package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.cases.Case;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Verdict;
import dev.attestry.mutation.Given;
import dev.attestry.mutation.Survey;
import dev.attestry.scheme.Schemes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every byte of every part, and of every kind of collateral, changed in a case of each scheme: none
 * verifies but where a rule says that nothing covers it. What another case has had byte by byte, or
 * another scheme where both judge it alike, is changed at 500 seeded places.
 */
final class LabMutationTest {

  private static final int POSITIONS = 500;

  /** Judged alike wherever they stand. */
  private static final Set<String> ALIKE = Set.of("quote", "ccel", "eventlog", "ima_log", "pcrs");

  /** Byte by byte all the same: there is little else in these schemes. */
  private static final Set<String> ALONE =
      Set.of("tcg-eventlog eventlog", "ima-log ima_log", "sgx quote", "gce-tdx quote");

  /** Whose collateral other schemes judge. */
  private static final Set<String> OTHERS =
      Set.of(
          "sgx", "maa-jwt", "azure-hcl", "azure-cvm", "gce-tdx", "gce-sev-snp", "gce-shielded-vm");

  /** What no case here has: the real ones have it, or {@code NitroMutationTest}. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "nitro document",
          "nitrotpm document",
          "tpm2-quote ak_public",
          "tpm2-quote nitro_document",
          "tpm2-quote hcl_report",
          "azure-hcl tpm_quote",
          "azure-cvm tpm_quote");

  record Plan(LabCase of, List<Given> every, List<Given> some) {
    @Override
    public String toString() {
      return of.name();
    }
  }

  static List<Plan> plans() {
    Set<String> seen = new HashSet<>();
    List<Plan> out = new ArrayList<>();
    for (LabCase c : MutationCases.all()) {
      Plan plan = new Plan(c, new ArrayList<>(), new ArrayList<>());
      for (Given g : given(c)) {
        boolean first = seen.add(kind(g));
        seen.add(g.role());
        (first ? plan.every : plan.some).add(g);
      }
      out.add(plan);
    }
    return out;
  }

  private static String kind(Given g) {
    boolean elsewhere =
        g.isCollateral()
            ? OTHERS.contains(g.of().scheme().name())
            : ALIKE.contains(g.role()) && !ALONE.contains(part(g));
    boolean onTdx = g.of().evidence().part("quote").isPresent();
    return elsewhere ? g.role() : part(g) + (g.role().equals("hcl_report") ? onTdx : "");
  }

  private static String part(Given g) {
    return g.of().scheme().name() + " " + g.role();
  }

  private static List<Given> given(LabCase c) {
    Crypto crypto = Crypto.fastest().rememberingCertificates(64);
    return Given.all(new Case(c.scheme(), c.evidence(), c.input().withCrypto(crypto)));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void refusesACaseWithAnyByteChangedThatIsCovered(Plan plan) {
    Verdict best =
        plan.of.name().equals("shielded-vm-log") ? Verdict.INCONCLUSIVE : Verdict.VERIFIED;
    assertThat(plan.of.verify().verdict()).isEqualTo(best);
    Survey survey = new Survey(plan.of.name());
    plan.every.forEach(survey::everyByte);
    if (!plan.some.isEmpty()) {
      survey.seeded(plan.some, POSITIONS);
    }
    survey.conclude();
  }

  @Test
  void everyPartOfEverySchemeAndEveryKindOfCollateralIsChanged() {
    Set<String> changed = new TreeSet<>(ELSEWHERE);
    Set<String> collateral = new TreeSet<>();
    for (LabCase c : MutationCases.all()) {
      given(c).forEach(g -> (g.isCollateral() ? collateral : changed).add(part(g)));
    }
    Set<String> kinds = new TreeSet<>();
    collateral.forEach(c -> kinds.add(c.substring(c.indexOf(' ') + 1)));
    for (Scheme s : Schemes.all()) {
      assertThat(kinds).as(s.name()).containsAll(s.collateralRoles());
      for (String role : s.evidenceRoles()) {
        assertThat(changed).contains(s.name() + " " + role);
      }
    }
  }

  /** Else a rule would hide it if nothing looked at the signature over the key any more. */
  @ParameterizedTest
  @ValueSource(strings = {"shielded-vm-identity", "gce-shielded-vm"})
  void noRuleIsAboutTheCertificateOfTheSigningKey(String name) {
    LabCase c =
        MutationCases.all().stream().filter(x -> x.name().equals(name)).findFirst().orElseThrow();
    Given part = given(c).get(0);
    String text = part.bytes().latin1();
    int from = text.indexOf("-----BEGIN CERTIFICATE", text.indexOf("\"eccP256SigningKey\""));
    int to = text.indexOf("-----END CERTIFICATE", from);
    assertThat(to - from).isGreaterThan(600);
    for (int i = from; i < to; i++) {
      boolean lineFeed = text.startsWith("\\n", i) || text.startsWith("\\n", i - 1);
      assertThat(Survey.mayLive(part, i)).as("byte " + i).isEqualTo(lineFeed);
    }
  }
}
