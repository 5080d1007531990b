package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte of a lab case changed: none verifies but where a rule says that nothing covers it. */
final class CloudMutationTest {

  /** The logs beside a quote have rules of their own, in {@link TpmMutationTest}. */
  private static final Set<String> ELSEWHERE = Set.of("eventlog", "ima_log", "pcrs");

  /** What only a composite takes as collateral: other formats' tests change the rest. */
  private static final String ENDORSEMENT = "endorsement";

  static List<LabCase> cases() {
    return Stream.concat(CloudLab.all(), CompositeLab.all()).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusesACaseWithAnyByteChangedThatIsCovered(LabCase honest) {
    LabCase c =
        honest.with(honest.input().withCrypto(Crypto.fastest().rememberingCertificates(64)));
    Verification original = c.verify();
    assertThat(original.verdict()).isEqualTo(Verdict.VERIFIED);
    for (String role : c.evidence().parts().keySet()) {
      if (!ELSEWHERE.contains(role)) {
        mutate(c, original, role, c.part(role), b -> c.with(role, b));
      }
    }
    c.input()
        .collateral()
        .get(ENDORSEMENT)
        .ifPresent(
            i ->
                mutate(c, original, ENDORSEMENT, i.bytes(), b -> c.withCollateral(ENDORSEMENT, b)));
  }

  /** Else a rule would hide it if nothing looked at the signature over the key any more. */
  @ParameterizedTest
  @ValueSource(strings = {"shielded-vm-identity", "gce-shielded-vm"})
  void noRuleIsAboutTheCertificateOfTheSigningKey(String name) {
    LabCase c = cases().stream().filter(x -> x.name().startsWith(name)).findFirst().orElseThrow();
    Bytes part = c.part("identity");
    String text = part.latin1();
    int from = text.indexOf("-----BEGIN CERTIFICATE", text.indexOf("\"eccP256SigningKey\""));
    int to = text.indexOf("-----END CERTIFICATE", from);
    assertThat(to - from).isGreaterThan(600);
    for (int i = from; i < to; i++) {
      boolean lineFeed = text.startsWith("\\n", i) || text.startsWith("\\n", i - 1);
      assertThat(Uncovered.covers(c, "identity", part, i)).as("byte " + i).isEqualTo(!lineFeed);
    }
  }

  private static void mutate(
      LabCase c, Verification original, String role, Bytes part, Function<Bytes, LabCase> changed) {
    Random random = new Random(23);
    List<Integer> survived = new ArrayList<>();
    List<Integer> covered = new ArrayList<>();
    for (int i = 0; i < part.length(); i++) {
      byte[] b = part.toArray();
      b[i] ^= (byte) (1 + random.nextInt(255));
      Verification v = changed.apply(Bytes.of(b)).verify();
      if (v.verdict() == Verdict.VERIFIED) {
        survived.add(i);
        assertThat(says(original.claims().toJson(), v.claims().toJson())).as("byte " + i).isTrue();
        if (Uncovered.covers(c, role, part, i)) {
          covered.add(i);
        }
      }
    }
    System.out.printf("%-26s %-11s %5d bytes, %4d live%n", c, role, part.length(), survived.size());
    assertThat(covered).as(role + " of " + c + ": survived though covered").isEmpty();
    assertThat((double) survived.size() / part.length())
        .as(role + ": share of bytes that nothing covers")
        .isLessThanOrEqualTo(Uncovered.share(c, role));
  }

  /** Whether the original says all of it. */
  private static boolean says(JsonNode original, JsonNode changed) {
    return changed.isObject()
        ? changed.properties().stream().allMatch(e -> says(original.path(e.getKey()), e.getValue()))
        : original.equals(changed);
  }
}
