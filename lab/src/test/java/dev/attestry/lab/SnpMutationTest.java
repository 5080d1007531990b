package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.snp.SevSnp;
import dev.attestry.trust.Collateral;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No byte of report, chain or CRL can change without the verdict noticing. */
final class SnpMutationTest {

  private static final SevSnp SCHEME = new SevSnp();
  private static final Crypto CRYPTO = Crypto.fastest().rememberingCertificates(64);

  @ParameterizedTest
  @ValueSource(strings = {"report", "vcek", "ask", "ark", "crl"})
  void refusesACaseWithAnyByteChanged(String role) {
    SnpGuest guest = SnpGuest.launch(SnpLab.MILAN, 3, SnpLab.RANDOM);
    Bytes report = guest.report(SnpLab.NONCE);
    Collateral collateral = guest.collateral(SnpLab.NOW);
    Bytes original = role.equals("report") ? report : collateral.get(role).orElseThrow().bytes();
    assertThat(verdict(report, collateral)).isEqualTo(Verdict.VERIFIED);
    Random random = new Random(17);
    List<Integer> survived = new ArrayList<>();
    for (int i = 0; i < original.length(); i++) {
      byte[] b = original.toArray();
      b[i] ^= (byte) (1 + random.nextInt(255));
      Bytes mutant = Bytes.of(b);
      Verdict v =
          role.equals("report")
              ? verdict(mutant, collateral)
              : verdict(report, replaced(collateral, role, mutant));
      if (v == Verdict.VERIFIED) {
        survived.add(i);
      }
    }
    assertThat(survived).as("of " + original.length()).isEmpty();
  }

  private static Verdict verdict(Bytes report, Collateral collateral) {
    VerificationInput input = SnpLab.input(collateral).withCrypto(CRYPTO);
    return SCHEME
        .verify(Evidence.of(SCHEME.mediaType(), Map.of("report", report)), input)
        .verdict();
  }

  private static Collateral replaced(Collateral c, String role, Bytes bytes) {
    return new Collateral(
        c.items().stream()
            .map(i -> i.role().equals(role) ? new Collateral.Item(role, bytes, "mutant") : i)
            .toList());
  }
}
