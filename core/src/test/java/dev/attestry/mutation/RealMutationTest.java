package dev.attestry.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Vectors;
import dev.attestry.cases.Case;
import dev.attestry.cases.CaseFile;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 500 seeded changes to each genuine case, over its parts and its collateral. */
final class RealMutationTest {

  private static final int POSITIONS = 500;
  private static final int LARGE = 400_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nitro",
        "nitrotpm",
        "tpm2-quote",
        "tcg-eventlog",
        "ima-log",
        "sev-snp",
        "tdx",
        "sgx",
        "maa-jwt",
        "azure-hcl",
        "azure-imds-attested",
        "aws-iid",
        "gcp-attestation-jwt",
        "gce-endorsement",
        "shielded-vm-identity",
        "shielded-vm-log",
        "certs"
      })
  void noChangedByteVerifiesButThoseThatNothingCovers(String format) throws Exception {
    Survey survey = new Survey("real");
    List<Path> files = genuine(format).toList();
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Case real = CaseFile.read(file, Crypto.fastest().rememberingCertificates(64));
      survey.seeded(Given.all(real), positions(real));
    }
    survey.conclude();
  }

  /**
   * A list of megabytes takes a tenth of a second to judge: all 500 with {@code -Dattestry.long}.
   */
  private static int positions(Case real) {
    boolean all =
        Boolean.getBoolean("attestry.long")
            || real.evidence().parts().values().stream().allMatch(b -> b.length() < LARGE);
    return all ? POSITIONS : POSITIONS / 10;
  }

  /** Signed as a whole: no beginning of it is anything. */
  @ParameterizedTest
  @ValueSource(strings = {"gcp-attestation-jwt", "gce-endorsement", "shielded-vm-identity"})
  void noneThatIsCutVerifies(String format) throws Exception {
    Random random = new Random(74);
    for (Path file : genuine(format).toList()) {
      Case real = CaseFile.read(file, Crypto.fastest().rememberingCertificates(64));
      Given part = Given.all(real).get(0);
      for (int n = 0; n < POSITIONS; n++) {
        // White space behind it is no part of it.
        int length = part.bytes().latin1().stripTrailing().length();
        Bytes cut = part.bytes().slice(0, random.nextInt(length));
        assertThat(part.with(cut).verify().verdict())
            .as(file + " cut at " + cut.length())
            .isNotEqualTo(Verdict.VERIFIED);
      }
    }
  }

  /** A log entry is never more than open: nothing signs it, and no change makes it better. */
  private static Stream<Path> genuine(String format) {
    return Vectors.cases(format).stream()
        .filter(
            p ->
                Vectors.json(p).path("expect").asText().equals("valid")
                    || format.equals("shielded-vm-log"));
  }
}
