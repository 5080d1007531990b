package dev.attestry.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TierTest {

  // The ends of every range of AR4SI section 2.3.2.
  @ParameterizedTest
  @CsvSource({
    "-128,CONTRAINDICATED",
    "-97,CONTRAINDICATED",
    "-96,WARNING",
    "-33,WARNING",
    "-32,AFFIRMING",
    "-2,AFFIRMING",
    "-1,NONE",
    "0,NONE",
    "1,NONE",
    "2,AFFIRMING",
    "31,AFFIRMING",
    "32,WARNING",
    "95,WARNING",
    "96,CONTRAINDICATED",
    "127,CONTRAINDICATED"
  })
  void aValueLiesInTheTierOfItsRange(int value, Tier tier) {
    assertThat(Tier.ofValue(value)).isEqualTo(tier);
  }

  @ParameterizedTest
  @CsvSource({"-129", "128"})
  void aValueHasEightBits(int value) {
    assertThatIllegalArgumentException().isThrownBy(() -> Tier.ofValue(value));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustVector.of(TrustClaim.HARDWARE, value));
  }

  @ParameterizedTest
  @CsvSource({
    "AFFIRMING,AFFIRMING,true", "WARNING,AFFIRMING,false", "AFFIRMING,WARNING,true",
    "WARNING,WARNING,true", "CONTRAINDICATED,WARNING,false", "NONE,WARNING,false",
    "NONE,AFFIRMING,false"
  })
  void noClaimNeverMeetsARequirement(Tier tier, Tier required, boolean meets) {
    assertThat(tier.meets(required)).isEqualTo(meets);
  }

  @Test
  void aVectorIsAsGoodAsItsWorstClaim() {
    TrustVector v =
        new TrustVector(
            Map.of(TrustClaim.HARDWARE, 2, TrustClaim.EXECUTABLES, 33, TrustClaim.FILE_SYSTEM, 0));
    assertThat(v.tier()).isEqualTo(Tier.WARNING);
    assertThat(v.get(TrustClaim.FILE_SYSTEM)).isEmpty();
    assertThat(TrustVector.EMPTY.tier()).isEqualTo(Tier.NONE);
  }

  @Test
  void aClaimCanBeMadeWorseButNotBetter() {
    TrustVector v = TrustVector.of(TrustClaim.EXECUTABLES, 33);
    assertThat(v.worsened(TrustClaim.EXECUTABLES, 3)).isEqualTo(v);
    assertThat(v.worsened(TrustClaim.EXECUTABLES, 96).get(TrustClaim.EXECUTABLES)).hasValue(96);
  }
}
