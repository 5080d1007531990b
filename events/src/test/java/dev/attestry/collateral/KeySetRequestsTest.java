package dev.attestry.collateral;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Verdict;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What whoever answers us can make us ask, and of whom. */
final class KeySetRequestsTest extends CollateralTrial {

  static Stream<Target> targets() {
    return Stream.of(
        CollateralLab.MAA_TOKEN, CollateralLab.SNP, CollateralLab.TDX, CollateralLab.IDENTITY);
  }

  /** A redirect could lead to the attacker's keys, or to a server that only functions reach. */
  @ParameterizedTest
  @MethodSource("targets")
  void n77ARedirectOfAnIssuerOrAVendorIsNotFollowed(Target target) throws Exception {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String here = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/",
        x -> {
          asked.add(x.getRequestURI().getPath());
          x.getResponseHeaders().set("Location", here + "/elsewhere");
          x.sendResponseHeaders(x.getRequestURI().getPath().equals("/elsewhere") ? 200 : 302, -1);
          x.close();
        });
    server.start();
    try {
      lab.source =
          new Vendors(
              u -> URI.create(here + "/asked"),
              Duration.ofSeconds(5),
              lab.clock::get,
              new Random(1));
      Collected.Received r = lab.collect(lab.route(), target);
      assertThat(lab.verify(target, r).verdict()).isNotEqualTo(Verdict.VERIFIED);
    } finally {
      server.stop(0);
    }
    assertThat(asked).isNotEmpty().containsOnly("/asked");
    assertThat(lab.down).isNotEmpty().allMatch(d -> d.endsWith("answered 302"));
  }

  /**
   * The attack: each new key id fetches the issuer's keys once more, until the issuer shuts us out.
   */
  @Test
  void n78AStormOfUnknownKeyIdsAsksTheIssuerOnce() throws Exception {
    Bytes slot =
        CollateralLab.MAA_TOKEN.recipe().slots(CollateralLab.challenge()).whole().orElseThrow();
    Evidence honest = CollateralLab.MAA.evidence(slot, "app 1", CollateralLab.NOW);
    AtomicInteger n = new AtomicInteger();
    CollateralRoute route =
        lab.route(
            (target, challenge) ->
                new Collected.Received(unknown(honest, n.incrementAndGet()), Collateral.NONE));
    for (int i = 0; i < 50; i++) {
      Collected.Received r = lab.collect(route, CollateralLab.MAA_TOKEN);
      assertThat(lab.verify(CollateralLab.MAA_TOKEN, r).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
    assertThat(lab.vendors.asked()).containsExactly("/hospital.lab.attest.example/certs");
  }

  /** A token whose header names a key that the issuer does not have. */
  private static Evidence unknown(Evidence honest, int n) {
    String token = honest.part("token").orElseThrow().utf8();
    String header =
        "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"unknown-"
            + n
            + "\",\"jku\":\""
            + CollateralLab.MAA.issuer()
            + "/certs\"}";
    String forged = Base64s.encodeUrl(Bytes.utf8(header)) + token.substring(token.indexOf('.'));
    return Evidence.of(honest.mediaType(), Map.of("token", Bytes.utf8(forged)));
  }
}
