package dev.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.MalformedInput;

/** Any bytes are a policy, whose canonical form is the same policy, or refused with a reason. */
final class PolicyFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) throws MalformedInput, InvalidDocument {
    Policy policy;
    try {
      policy = Policy.parse(Bytes.of(data));
    } catch (MalformedInput e) {
      assertThat(e.structure()).isNotEmpty();
      return;
    } catch (InvalidDocument e) {
      assertThat(e.problems()).isNotEmpty();
      return;
    }
    assertThat(Policy.parse(policy.canonicalBytes()).id()).isEqualTo(policy.id());
    assertThat(PolicyDiff.between(policy, policy)).isEmpty();
    PolicyLint.of(policy);
  }
}
