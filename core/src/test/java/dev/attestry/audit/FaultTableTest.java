package dev.attestry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check that decides an audit is raised by an attack of its own, and by no other fault. */
final class FaultTableTest {

  private static final Map<AuditCheck, Attack> ATTACKS = Attacks.all();

  private static boolean decides(AuditCheck c) {
    return c.level() != AuditCheck.Level.NOTE;
  }

  static List<AuditCheck> attacked() {
    return List.copyOf(ATTACKS.keySet());
  }

  @Test
  void everyCheckThatDecidesHasAnAttack() {
    Stream<AuditCheck> all = Arrays.stream(AuditCheck.values());
    assertThat(ATTACKS.keySet())
        .containsExactlyInAnyOrderElementsOf(all.filter(FaultTableTest::decides).toList());
  }

  @ParameterizedTest
  @MethodSource("attacked")
  void theAttackIsNamedAsWhatItIsAndAsNothingElse(AuditCheck check) throws Exception {
    Attack attack = Attacks.of(check);
    AuditReport r = attack.run();
    Set<AuditCheck> found =
        r.counts().keySet().stream().filter(FaultTableTest::decides).collect(Collectors.toSet());
    assertThat(found).as("%s: %s", attack.what(), r.findings()).containsExactly(check);
    assertThat(r.conclusion())
        .isEqualTo(
            check.level() == AuditCheck.Level.FAULT
                ? AuditReport.Conclusion.NOT_CLEAN
                : AuditReport.Conclusion.COULD_NOT_TELL);
  }
}
