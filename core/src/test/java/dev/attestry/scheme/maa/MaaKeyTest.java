package dev.attestry.scheme.maa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.Vectors;
import dev.attestry.cases.CaseFile;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the keys of the real service lived. */
final class MaaKeyTest {

  /** So that a debug enclave is a claim for a policy to accept by name, and refutes no token. */
  @ParameterizedTest
  @ValueSource(strings = {"azurevm-snp-linux-wus-2022-09", "sgx-shared-runtime-json-2022-05"})
  void theQuotesOf2022NameADebugEnclave(String name) throws Exception {
    Verification v =
        CaseFile.read(
                Vectors.folder("maa-jwt").resolve(name).resolve("vector.json"), Crypto.fastest())
            .verify();
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().flag("/key_debug")).contains(true);
    assertThat(v.claims().at("/key_mrsigner")).as("nobody judged the quote").isEmpty();
  }
}
