package dev.attestry.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The neutral route, against attesters of the lab and against endpoints that misbehave. */
final class HttpsRouteTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Challenge CHALLENGE =
      new Challenge(
          "log.example/2026", 4, Bytes.zeros(32), "aws/e", Bytes.zeros(16), Optional.empty());

  private final HttpsRoute route =
      HttpsRoute.withPlainLoopback(Duration.ofSeconds(10), new Random(1));

  @TempDir private Path folder;

  @Test
  void evidenceOfOnePartComesBackAsTheGuestMadeItAndAnswersTheChallenge() throws Exception {
    assertThat(verified("nitro").verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void evidenceOfSeveralPartsComesBackWithANonceForEach() throws Exception {
    assertThat(verified("gce-shielded-vm").verdict()).isEqualTo(Verdict.VERIFIED);
  }

  private Verification verified(String scheme) throws Exception {
    try (EvidenceServer server = EvidenceServer.start(folder, () -> NOW, new SecureRandom())) {
      Target target = target(scheme, server.add("e", scheme, "release 1"));
      Collected.Received r = (Collected.Received) route.collect(target, CHALLENGE);
      return target
          .scheme()
          .verify(
              r.evidence(),
              new VerificationInput(
                  Profile.FULL,
                  Optional.of(NOW),
                  target.recipe().slots(CHALLENGE),
                  r.collateral(),
                  server.anchors(),
                  target.stated(),
                  Crypto.fastest()));
    }
  }

  @Test
  void whoDoesNotListenIsUnreachable() throws Exception {
    assertThat(reason("http://127.0.0.1:1/")).isEqualTo(Collected.Reason.UNREACHABLE);
  }

  /** A flow map must not be able to send a function to the metadata service or to a file. */
  @Test
  void onlyHttpsIsAsked() throws Exception {
    HttpsRoute strict = HttpsRoute.of(Duration.ofSeconds(1), new Random(1));
    for (String url :
        new String[] {
          "http://127.0.0.1:1/",
          "http://169.254.169.254/latest",
          "file:///etc/passwd",
          "https://",
          "https://user@example.org/",
          "not a url"
        }) {
      assertThat(((Collected.Failed) strict.collect(target("nitro", url), CHALLENGE)).reason())
          .as(url)
          .isEqualTo(Collected.Reason.NO_INSTANCE);
    }
  }

  /** Nothing signs it: a guest would make it up, or show what is said of another machine. */
  @ParameterizedTest
  @ValueSource(strings = {"posture", "shielded-vm-identity", "shielded-vm-log", "gce-shielded-vm"})
  void whatOnlyAProviderMaySayIsNotTakenFromAUrl(String scheme) throws Exception {
    HttpsRoute strict = HttpsRoute.of(Duration.ofSeconds(1), new Random(1));
    Target target = target(scheme, "https://127.0.0.1:1/");
    // A switch for trials on one machine must not open it to guests elsewhere.
    for (HttpsRoute r : List.of(strict, route)) {
      assertThat(r.asks(target)).isFalse();
      Collected.Failed f = (Collected.Failed) r.collect(target, CHALLENGE);
      assertThat(f.reason()).isEqualTo(Collected.Reason.REFUSED);
      assertThat(f.detail()).startsWith(scheme + " is for the provider to give");
    }
  }

  /** There the lab's attesters stand for providers too. */
  @Test
  void onlyATrialOnOneMachineAsksAtAPlainUrlForWhatAProviderSays() {
    HttpsRoute strict = HttpsRoute.of(Duration.ofSeconds(1), new Random(1));
    assertThat(route.asks(target("posture", "http://127.0.0.1:1/"))).isTrue();
    assertThat(route.asks(target("posture", "http://169.254.169.254/"))).isFalse();
    assertThat(strict.asks(target("posture", "http://127.0.0.1:1/"))).isFalse();
  }

  /** An endless answer must not fill a function's memory. */
  @Test
  void anAnswerThatIsTooLongIsRefused() throws Exception {
    assertThat(answered(200, new byte[HttpsRoute.MAX_ANSWER + 1]))
        .isEqualTo(Collected.Reason.REFUSED);
  }

  @Test
  void anAnswerThatIsNoCollectionIsRefused() throws Exception {
    assertThat(answered(200, new byte[] {'{'})).isEqualTo(Collected.Reason.REFUSED);
  }

  /** A redirect could lead out of the network that the function may reach. */
  @Test
  void aRedirectIsNotFollowed() throws Exception {
    assertThat(answered(302, new byte[0])).isEqualTo(Collected.Reason.REFUSED);
  }

  @Test
  void aThrottledEndpointIsToBeAskedAgain() throws Exception {
    assertThat(answered(429, new byte[0])).isEqualTo(Collected.Reason.UNREACHABLE);
    assertThat(answered(503, new byte[0])).isEqualTo(Collected.Reason.UNREACHABLE);
  }

  private Collected.Reason answered(int status, byte[] body) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        x -> {
          x.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
          x.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          x.getResponseBody().write(body);
          x.close();
        });
    server.start();
    try {
      return reason("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    } finally {
      server.stop(0);
    }
  }

  private Collected.Reason reason(String url) throws Exception {
    return ((Collected.Failed) route.collect(target("nitro", url), CHALLENGE)).reason();
  }

  private static Target target(String scheme, String url) {
    return new Target(
        "aws/e", "i-1", Schemes.named(scheme).orElseThrow(), Json.object(), Optional.of(url));
  }
}
