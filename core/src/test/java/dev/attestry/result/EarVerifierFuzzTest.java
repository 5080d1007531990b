package dev.attestry.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Verdict;
import java.util.Optional;

/** Any bytes end in an answer, and without a trusted key never in "verified". */
final class EarVerifierFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    Bytes bytes = Bytes.of(data);
    for (EarVerifier.Answer a :
        new EarVerifier.Answer[] {
          EarVerifier.verify(bytes, Optional.empty(), Optional.empty(), Crypto.fastest()),
          EarVerifier.unsigned(bytes, Optional.empty(), Crypto.fastest())
        }) {
      assertThat(a.verification().verdict()).isNotEqualTo(Verdict.VERIFIED);
    }
  }
}
