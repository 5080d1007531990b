package dev.attestry.azure.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Challenge;
import dev.attestry.function.FunctionEnvironment;
import dev.attestry.lab.LabPosture;
import dev.attestry.lab.ToldGuest;
import dev.attestry.route.HttpsRoute;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Collected.Reason;
import dev.attestry.sweep.Target;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A {@code url} beside a machine: what of it the guest there may say. */
final class UrlSourcesTest {

  private static final String NOBODY = "https://127.0.0.1:1";
  private static final String MACHINE =
      "/subscriptions/00000000-0000-4000-8000-000000000003/resourceGroups/lab"
          + "/providers/Microsoft.Compute/virtualMachines/vm-1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Nothing of Azure's reads posture yet: then there is none, and no guest's in its place. */
  @Test
  void theGuestsOwnSnapshotIsNotTakenForAzures() throws Exception {
    try (ToldGuest guest =
        ToldGuest.start(c -> LabPosture.of(MACHINE, "instance").evidence(c, Instant.now()))) {
      AzureClients clients =
          AzureClients.of(
              r ->
                  Mono.just(
                      new AccessToken("lab", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))));
      SecureRandom random = new SecureRandom();
      Collected c =
          new AzureFunctions(clients, NOBODY, NOBODY, new FunctionEnvironment(Map.of()))
              .sources(HttpsRoute.trusting(guest.authority(), PATIENCE, random), PATIENCE, random)
              .collect(
                  new Target(
                      "azure/c",
                      MACHINE,
                      Schemes.named("posture").orElseThrow(),
                      Json.object(),
                      Optional.of(guest.url())),
                  new Challenge(
                      "log/1", 0, Bytes.zeros(32), "azure/c", Bytes.zeros(16), Optional.empty()));
      assertThat(c)
          .isInstanceOfSatisfying(
              Collected.Failed.class,
              f -> {
                assertThat(f.reason()).isEqualTo(Reason.REFUSED);
                assertThat(f.detail()).contains("the guest script gives no posture");
              });
      assertThat(guest.asked()).isZero();
    }
  }
}
