package dev.attestry.scheme;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 500 seeded changes to each genuine case of what Azure and EC2 attest. What still verifies makes
 * the very same claims, by one of these rules, the whole list of bytes that nothing covers:
 *
 * <ul>
 *   <li>azure-hcl: the header's version (1 or 2); of a TDREPORT all but REPORTDATA and MRTD, since
 *       the claims are of the quote; behind the end of a TD quote; line feeds in its PEM.
 *   <li>aws-iid, azure-imds-attested: white space around base64 and JSON.
 * </ul>
 */
final class CloudRealMutationTest {

  private static final int POSITIONS = 500;
  private static final int REPORT = 0x20;

  static List<Path> genuine() {
    return Stream.of("maa-jwt", "azure-hcl", "aws-iid", "azure-imds-attested")
        .flatMap(f -> Vectors.cases(f).stream())
        .filter(p -> Vectors.json(p).path("expect").asText().equals("valid"))
        .filter(p -> !p.toString().contains("no-quote"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("genuine")
  void refusesEveryChangeButOfBytesThatNothingCovers(Path file) throws Exception {
    Case real = CaseFile.read(file, Crypto.fastest().rememberingCertificates(64));
    Verification original = real.verify();
    assertThat(original.verdict()).isEqualTo(Verdict.VERIFIED);
    Map<String, Bytes> parts = real.evidence().parts();
    List<String> roles = real.scheme().evidenceRoles().stream().filter(parts::containsKey).toList();
    Random random = new Random(84);
    List<String> covered = new ArrayList<>();
    int survived = 0;
    for (int n = 0; n < POSITIONS; n++) {
      String role = roles.get(random.nextInt(roles.size()));
      Bytes part = parts.getOrDefault(role, Bytes.EMPTY);
      int at = random.nextInt(part.length());
      byte[] b = part.toArray();
      b[at] ^= (byte) (1 << random.nextInt(8));
      Map<String, Bytes> changed = new LinkedHashMap<>(parts);
      changed.put(role, Bytes.of(b));
      Evidence evidence = Evidence.of(real.evidence().mediaType(), changed);
      Verification v = new Case(real.scheme(), evidence, real.input()).verify();
      if (v.verdict() == Verdict.VERIFIED) {
        survived++;
        assertThat(v.claims()).as(role + " byte " + at).isEqualTo(original.claims());
        if (!uncovered(role, part, at, original)) {
          covered.add(role + " byte " + at);
        }
      }
    }
    System.out.printf(
        "%-48s %3d of %d live%n", Vectors.json(file).path("name").asText(), survived, POSITIONS);
    assertThat(covered).isEmpty();
    assertThat(survived).isLessThanOrEqualTo(file.toString().contains("tdx") ? 150 : 5);
  }

  private static boolean uncovered(String role, Bytes part, int at, Verification original) {
    return switch (role) {
      case "hcl_report" ->
          at == 4
              || original.claims().text("/tee").filter("tdx"::equals).isPresent()
                  && tdReport(at - REPORT);
      case "quote" -> part.u8(at) == '\n' || part.slice(at, part.length()).isZero();
      default -> " \r\n\t".indexOf(part.u8(at)) >= 0;
    };
  }

  private static boolean tdReport(int in) {
    boolean reportData = in >= 0x80 && in < 0xc0;
    boolean mrTd = in >= 0x210 && in < 0x240;
    return in >= 0 && in < 1024 && !reportData && !mrTd;
  }
}
