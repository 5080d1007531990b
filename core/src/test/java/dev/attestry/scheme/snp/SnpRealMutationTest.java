package dev.attestry.scheme.snp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Vectors;
import dev.attestry.cases.Case;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.trust.Collateral;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 500 seeded changes to each real case. The list of bytes that nothing covers is empty. */
final class SnpRealMutationTest {

  private static final int POSITIONS = 500;

  static List<Path> genuine() {
    return Vectors.cases("sev-snp").stream()
        .filter(p -> Vectors.json(p).path("expect").asText().equals("valid"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("genuine")
  void refusesEveryChange(Path file) throws Exception {
    Case original = CaseFile.read(file, Crypto.fastest().rememberingCertificates(8));
    Map<String, Bytes> parts = new LinkedHashMap<>(original.evidence().parts());
    original.input().collateral().items().forEach(i -> parts.put(i.role(), i.bytes()));
    assertThat(verdict(original, parts)).isEqualTo(Verdict.VERIFIED);
    Random random = new Random(5);
    List<String> survived = new ArrayList<>();
    List<String> roles = List.copyOf(parts.keySet());
    for (int n = 0; n < POSITIONS; n++) {
      String role = roles.get(random.nextInt(roles.size()));
      byte[] b = parts.getOrDefault(role, Bytes.EMPTY).toArray();
      int at = random.nextInt(b.length);
      b[at] ^= (byte) (1 << random.nextInt(8));
      Map<String, Bytes> changed = new LinkedHashMap<>(parts);
      changed.put(role, Bytes.of(b));
      if (verdict(original, changed) == Verdict.VERIFIED) {
        survived.add(role + " byte " + at);
      }
    }
    assertThat(survived).isEmpty();
  }

  private static Verdict verdict(Case c, Map<String, Bytes> parts) {
    Collateral collateral =
        new Collateral(
            c.input().collateral().items().stream()
                .map(
                    i ->
                        new Collateral.Item(
                            i.role(), parts.getOrDefault(i.role(), Bytes.EMPTY), i.source()))
                .toList());
    Evidence evidence =
        Evidence.of(
            c.evidence().mediaType(), Map.of("report", parts.getOrDefault("report", Bytes.EMPTY)));
    return c.scheme().verify(evidence, c.input().withCollateral(collateral)).verdict();
  }
}
