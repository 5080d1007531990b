package dev.attestry.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attestry.Vectors;
import dev.attestry.cases.Case;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 500 seeded changes to each genuine case of Google's formats, and every truncation at seeded
 * places. What nothing covers: in an identity, the JSON around the certificates (white space, names
 * of members, by which a key is left out); in an endorsement, unknown fields beside the signed one.
 * There the answer may stay, but never say anything that the original did not.
 */
final class GoogleRealMutationTest {

  private static final int POSITIONS = 500;

  static List<Path> genuine() {
    return Stream.of("gcp-attestation-jwt", "gce-endorsement", "shielded-vm-identity")
        .flatMap(f -> Vectors.cases(f).stream())
        .filter(p -> Vectors.json(p).path("expect").asText().equals("valid"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("genuine")
  void noChangeVerifiesAndSaysSomethingElse(Path file) throws Exception {
    Case real = CaseFile.read(file, Crypto.fastest().rememberingCertificates(64));
    Verification original = real.verify();
    assertThat(original.verdict()).isEqualTo(Verdict.VERIFIED);
    String role = real.scheme().evidenceRoles().get(0);
    byte[] bytes = real.evidence().part(role).orElseThrow().toArray();
    Random random = new Random(74);
    List<Integer> survived = new ArrayList<>();
    for (int n = 0; n < POSITIONS; n++) {
      int at = random.nextInt(bytes.length);
      byte good = bytes[at];
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Verification v = verify(real, role, Bytes.of(bytes));
      if (v.verdict() == Verdict.VERIFIED) {
        survived.add(at);
        assertThat(says(original.claims().toJson(), v.claims().toJson())).as("at " + at).isTrue();
      }
      assertThat(verify(real, role, Bytes.of(bytes, 0, at)).verdict())
          .as("cut at " + at)
          .isNotEqualTo(Verdict.VERIFIED);
      bytes[at] = good;
    }
    boolean uncovered =
        real.scheme().name().equals("shielded-vm-identity")
            || file.toString().contains("unknown-field");
    assertThat(survived).hasSizeLessThanOrEqualTo(uncovered ? POSITIONS / 10 : 0);
  }

  private static Verification verify(Case real, String role, Bytes part) {
    return new Case(
            real.scheme(),
            Evidence.of(real.evidence().mediaType(), Map.of(role, part)),
            real.input())
        .verify();
  }

  /** Whether the original says all of it. */
  private static boolean says(JsonNode original, JsonNode changed) {
    return changed.isObject()
        ? changed.properties().stream().allMatch(e -> says(original.path(e.getKey()), e.getValue()))
        : original.equals(changed);
  }
}
