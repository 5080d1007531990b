package dev.attestry.azure.evidence;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpPipeline;
import dev.attestry.azure.store.AzureClients;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Challenge;
import dev.attestry.lab.standin.FakeRunCommand;
import dev.attestry.lab.standin.Printed;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import reactor.core.publisher.Mono;

/** One machine in Azure, and the route to it by Azure's own HTTP pipeline. */
final class RunCommandLab {

  static final String MACHINE =
      "/subscriptions/00000000-0000-4000-8000-000000000003/resourceGroups/lab"
          + "/providers/Microsoft.Compute/virtualMachines/vm-1";

  private RunCommandLab() {}

  static FakeRunCommand with(Function<String, Printed> guest) throws IOException {
    return FakeRunCommand.start(Map.of(MACHINE, guest));
  }

  static EvidenceSource route(FakeRunCommand azure, Duration timeout) {
    HttpPipeline pipeline = clients(azure).management(azure.endpoint().toString());
    return route(azure, pipeline, timeout);
  }

  /** By what sees each request. */
  static EvidenceSource route(FakeRunCommand azure, HttpPipeline pipeline, Duration timeout) {
    return new RunCommandRoute(pipeline, azure.endpoint().toString(), timeout, new Random(1));
  }

  static AzureClients clients(FakeRunCommand azure) {
    return clients(azure.clientTls());
  }

  static AzureClients clients(SSLContext tls) {
    return AzureClients.of(
        r -> Mono.just(new AccessToken("lab", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
        HttpClient.newBuilder().sslContext(tls));
  }

  static Target target(String machine, String scheme) {
    return new Target(
        "azure/c", machine, Schemes.named(scheme).orElseThrow(), Json.object(), Optional.empty());
  }

  static Challenge challenge(int salt) {
    byte[] s = new byte[16];
    s[0] = (byte) salt;
    return new Challenge(
        "log.example/2026", 4, Bytes.zeros(32), "azure/c", Bytes.of(s), Optional.empty());
  }
}
