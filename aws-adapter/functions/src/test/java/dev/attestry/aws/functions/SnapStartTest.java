package dev.attestry.aws.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.lab.EvidenceServer;
import dev.attestry.lab.standin.AwsStandIn;
import dev.attestry.lab.standin.FunctionProcess;
import dev.attestry.lab.standin.StandIn;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * How AWS's runtime client starts an instance under SnapStart. Nobody takes a snapshot here: the
 * client is told at once that one was restored.
 */
final class SnapStartTest {

  private static final String KEYS = "/credentials";

  private final Path target = Path.of("target").toAbsolutePath();

  @Test
  void anInstanceThatWasRestoredDrawsAnewAndAsksForCredentialsAtTheirEndpoint() throws Exception {
    assumeTrue(
        AwsStandIn.MINISTACK.missing().isEmpty(), () -> AwsStandIn.MINISTACK.missing().get());
    Path work = Files.createDirectories(target.resolve("snap-" + ProcessHandle.current().pid()));
    Path unpacked = FunctionProcess.unpack(target, work.resolve("package"));
    AtomicInteger asked = new AtomicInteger();
    HttpServer keys = keys(asked);
    try (StandIn aws = AwsStandIn.MINISTACK.start(work);
        EvidenceServer guests =
            EvidenceServer.start(work.resolve("lab"), InstantSource.system(), new SecureRandom())) {
      AwsTrial trial = AwsTrial.create(aws.endpoint(), guests, 1);
      Map<String, String> environment = new HashMap<>(trial.environment());
      environment.keySet().removeIf(k -> k.startsWith("AWS_") && k.contains("KEY"));
      environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
      environment.put(
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "http://127.0.0.1:" + keys.getAddress().getPort() + KEYS);
      // As the managed runtime is thought to set it: where org.crac finds AWS's implementation.
      environment.put(
          "JAVA_TOOL_OPTIONS", "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
      try (FunctionProcess sweep = FunctionProcess.start(unpacked, "Sweep", environment)) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        assertThat(sweep.answer(Json.object().put("scheduled", now.toString()).toString()))
            .contains("\"due\":1");
      }
      assertThat(Files.readString(unpacked.resolve("Sweep.log"))).contains("\"restored\":true");
      assertThat(asked).hasPositiveValue();
    } finally {
      keys.stop(0);
    }
  }

  /** Lambda's endpoint of a role's credentials. */
  private static HttpServer keys(AtomicInteger asked) throws Exception {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        KEYS,
        x -> {
          asked.incrementAndGet();
          Bytes answer =
              Bytes.utf8(
                  Json.object()
                      .put("AccessKeyId", "test")
                      .put("SecretAccessKey", AwsTrial.SECRET)
                      .put("Token", "t")
                      .put("Expiration", Instant.now().plusSeconds(3600).toString())
                      .toString());
          x.sendResponseHeaders(200, answer.length());
          x.getResponseBody().write(answer.toArray());
          x.close();
        });
    http.start();
    return http;
  }
}
