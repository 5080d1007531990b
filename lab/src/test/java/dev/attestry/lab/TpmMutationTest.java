package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every byte of a lab case changed: what is still verified is a don't-care of this list, and claims
 * the same as before.
 *
 * <ul>
 *   <li>pcrs: a digit's case, where there is one.
 *   <li>eventlog: types (nothing covers them), data that is not its digest's preimage (device
 *       paths, GRUB's labels), digests of the bank that is not replayed, a platform class and
 *       versions in the Spec ID event. At most 45 % of the bytes.
 *   <li>ima_log: violations, whose template data nothing covers.
 *   <li>ak_chain: text around and line feeds inside the PEM blocks.
 *   <li>attest, signature, ak_tpm_public: none, but the authPolicy-free attributes that no rule
 *       reads (noDA, adminWithPolicy, …) and the name algorithm of the TPMT_PUBLIC.
 * </ul>
 */
final class TpmMutationTest {

  /** No two bytes of the same case are changed alike, and every run changes them alike. */
  private static final long SEED = 23;

  @ParameterizedTest
  @CsvSource({
    "attest, 0",
    "signature, 0",
    "ak_tpm_public, 12",
    "ak_chain, 3",
    "pcrs, 1",
    "eventlog, 45",
    "ima_log, 10"
  })
  void noChangedByteIsVerifiedButTheDontCares(String role, int percentAtMost) {
    SoftTpm tpm = TpmLab.booted();
    Evidence evidence = tpm.evidence(TpmLab.NONCE);
    Verification honest = TpmLab.verify(tpm, evidence);
    assertThat(honest.verdict()).isEqualTo(Verdict.VERIFIED);
    Bytes original = evidence.part(role).orElseThrow();
    Random random = new Random(SEED);
    List<Integer> survived = new ArrayList<>();
    TreeMap<String, List<Integer>> changed = new TreeMap<>();
    for (int i = 0; i < original.length(); i++) {
      byte[] b = original.toArray();
      b[i] ^= (byte) (1 + random.nextInt(255));
      Verification v = TpmLab.verify(tpm, TpmLab.with(evidence, role, Bytes.of(b)));
      if (v.verdict() == Verdict.VERIFIED) {
        survived.add(i);
        String diff = difference(honest.claims(), v.claims());
        if (!diff.isEmpty()) {
          changed.computeIfAbsent(diff, k -> new ArrayList<>()).add(i);
        }
      }
    }
    System.out.printf(
        "%-14s %5d bytes, %4d don't-cares, claims differ at %s%n",
        role, original.length(), survived.size(), changed);
    assertThat(survived).hasSizeLessThanOrEqualTo(original.length() * percentAtMost / 100);
  }

  private static String difference(Claims a, Claims b) {
    if (a.equals(b)) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    a.toJson()
        .properties()
        .forEach(
            e -> {
              if (!e.getValue().equals(b.toJson().get(e.getKey()))) {
                out.append(e.getKey()).append(' ').append(b.toJson().get(e.getKey()));
              }
            });
    return out.toString();
  }
}
