package dev.attestry.aws.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Challenge;
import dev.attestry.lab.standin.FakeSsm;
import dev.attestry.lab.standin.Printed;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who is asked by Systems Manager, and what is run there. */
final class SsmRouteTest {

  private static final Challenge CHALLENGE =
      new Challenge(
          "log.example/2026", 4, Bytes.zeros(32), "aws/c", Bytes.zeros(16), Optional.empty());

  private final AtomicReference<String> ran = new AtomicReference<>("");

  @Test
  void theScriptIsAskedForTheFormatOfTheMapWithTheNonceOfTheChallenge() throws Exception {
    assertThat(reason(target(SsmLab.INSTANCE, "nitrotpm"))).isEqualTo(Collected.Reason.REFUSED);
    assertThat(ran.get().strip())
        .isEqualTo(
            "exec attestry-evidence nitrotpm "
                + CHALLENGE.nonce().hex()
                + " --part 1 --limit 24000");
  }

  /** A selector must not be able to name a machine by anything but its id. */
  @Test
  void aSelectorWithoutAnInstanceIsAGap() throws Exception {
    for (String selector : new String[] {"role=intake", "i-1", "*", "i-0123456789abcdef0 ; x"}) {
      assertThat(reason(target(selector, "nitrotpm")))
          .as(selector)
          .isEqualTo(Collected.Reason.NO_INSTANCE);
    }
    assertThat(ran.get()).isEmpty();
  }

  /** The document runs what it lists, whatever a function asks for. */
  @Test
  void whatTheDocumentDoesNotListIsNotRun() throws Exception {
    assertThat(reason(target(SsmLab.INSTANCE, "azure-hcl"))).isEqualTo(Collected.Reason.REFUSED);
    assertThat(ran.get()).isEmpty();
  }

  @Test
  void aFormatThatTheScriptDoesNotGiveIsAGap() throws Exception {
    assertThat(reason(target(SsmLab.INSTANCE, "azure-cvm"))).isEqualTo(Collected.Reason.REFUSED);
    assertThat(ran.get()).isEmpty();
  }

  private Collected.Reason reason(Target target) throws Exception {
    try (FakeSsm ssm =
        SsmLab.with(
            commands -> {
              ran.set(commands);
              return new Printed(3, "");
            })) {
      EvidenceSource route = SsmLab.route(ssm, Duration.ofSeconds(20));
      return ((Collected.Failed) route.collect(target, CHALLENGE)).reason();
    }
  }

  private static Target target(String instance, String scheme) {
    return new Target(
        "aws/c", instance, Schemes.named(scheme).orElseThrow(), Json.object(), Optional.empty());
  }
}
