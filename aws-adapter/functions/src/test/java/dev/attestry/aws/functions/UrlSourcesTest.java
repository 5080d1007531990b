package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attestry.aws.store.AwsClients;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.lab.LabPosture;
import dev.attestry.lab.ToldGuest;
import dev.attestry.lab.standin.FakeEc2;
import dev.attestry.lab.standin.FakeEc2Machine;
import dev.attestry.route.HttpsRoute;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** A {@code url} beside an instance: what of it the guest there may say. */
final class UrlSourcesTest {

  private static final String ID = "i-0123456789abcdef0";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Challenge CHALLENGE =
      new Challenge("log/1", 0, Bytes.zeros(32), "aws/c", Bytes.zeros(16), Optional.empty());

  private static Collected ask(FakeEc2 ec2, ToldGuest guest, String scheme) throws Exception {
    AwsClients clients =
        new AwsClients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
            Optional.of(ec2.endpoint()));
    SecureRandom random = new SecureRandom();
    HttpsRoute byUrl = HttpsRoute.trusting(guest.authority(), PATIENCE, random);
    return new AwsFunctions(clients, "Attestry-Evidence")
        .sources(byUrl, PATIENCE, random)
        .collect(
            new Target(
                "aws/c",
                ID,
                Schemes.named(scheme).orElseThrow(),
                Json.object(),
                Optional.of(guest.url())),
            CHALLENGE);
  }

  /** A machine that says of itself, to our challenge, what EC2 never said of it. */
  @Test
  void theGuestsOwnSnapshotIsNotTakenForEc2s() throws Exception {
    try (FakeEc2 ec2 = FakeEc2.start();
        ToldGuest guest =
            ToldGuest.start(c -> LabPosture.of(ID, "instance").evidence(c, Instant.now()))) {
      ec2.add(ID, FakeEc2Machine.plain(ID));
      Collected.Received r = (Collected.Received) ask(ec2, guest, "posture");
      Bytes snapshot = r.evidence().part("snapshot").orElseThrow();
      assertThat(Json.readObject("snapshot", snapshot).path("account").asText())
          .isEqualTo(FakeEc2Machine.ACCOUNT);
      assertThat(guest.asked()).isZero();
    }
  }

  @Test
  void whatTheGuestSignsIsAskedThere() throws Exception {
    Bytes document = Bytes.utf8("signed");
    try (FakeEc2 ec2 = FakeEc2.start();
        ToldGuest guest =
            ToldGuest.start(
                c ->
                    Evidence.of(
                        Schemes.named("nitrotpm").orElseThrow().mediaType(),
                        Map.of("document", document)))) {
      Collected.Received r = (Collected.Received) ask(ec2, guest, "nitrotpm");
      assertThat(r.evidence().part("document")).contains(document);
      assertThat(ec2.asked()).isEmpty();
    }
  }
}
