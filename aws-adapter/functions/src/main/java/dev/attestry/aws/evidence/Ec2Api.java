package dev.attestry.aws.evidence;

import dev.attestry.aws.store.AwsClients;
import dev.attestry.codec.Bytes;
import dev.attestry.route.GuestScript.NoAnswer;
import dev.attestry.sweep.Collected.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * EC2's query API (2016-11-15), signed by the SDK's signer: EC2's own client would double the
 * package.
 */
final class Ec2Api {

  private static final String VERSION = "2016-11-15";
  private static final int MAX_ANSWER = 4 << 20;
  private static final int ATTEMPTS = 4;
  private static final long FIRST_WAIT_MILLIS = 200;

  private final AwsClients clients;
  private final SdkHttpClient http;
  private final Duration timeout;
  private final RandomGenerator random;

  /**
   * @param timeout for a call with its attempts
   * @param random jitter between them
   */
  Ec2Api(AwsClients clients, Duration timeout, RandomGenerator random) {
    this.clients = clients;
    this.http = clients.http();
    this.timeout = timeout;
    this.random = random;
  }

  /** The answer, XML; throttling and faults of AWS are tried again. */
  Bytes call(String action, Map<String, String> parameters) throws NoAnswer, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    Bytes form = form(action, parameters);
    NoAnswer last = new NoAnswer(Reason.TIMED_OUT, "EC2 did not answer within the time limit");
    for (int n = 0; n < ATTEMPTS && System.nanoTime() < deadline; n++) {
      if (n > 0) {
        Thread.sleep(random.nextLong(FIRST_WAIT_MILLIS << n));
      }
      try {
        return once(form);
      } catch (NoAnswer e) {
        if (e.failure().reason() != Reason.UNREACHABLE) {
          throw e;
        }
        last = e;
      }
    }
    throw last;
  }

  private static Bytes form(String action, Map<String, String> parameters) {
    String rest =
        parameters.entrySet().stream()
            .map(
                e ->
                    "&"
                        + e.getKey()
                        + "="
                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .sorted()
            .collect(Collectors.joining());
    return Bytes.utf8("Action=" + action + "&Version=" + VERSION + rest);
  }

  private Bytes once(Bytes form) throws NoAnswer {
    ContentStreamProvider body = ContentStreamProvider.fromByteArray(form.toArray());
    try {
      HttpExecuteResponse r =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed(body).request())
                      .contentStreamProvider(body)
                      .build())
              .call();
      byte[] answer = read(r.responseBody());
      int status = r.httpResponse().statusCode();
      if (status != 200) {
        throw Ec2Answer.refused(status, Bytes.of(answer));
      }
      return Bytes.of(answer);
    } catch (NoAnswer e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new NoAnswer(Reason.UNREACHABLE, "EC2 did not answer");
    }
  }

  private static byte[] read(Optional<AbortableInputStream> body) throws IOException, NoAnswer {
    if (body.isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = body.get()) {
      byte[] all = in.readNBytes(MAX_ANSWER + 1);
      if (all.length > MAX_ANSWER) {
        throw new NoAnswer(Reason.REFUSED, "EC2's answer is too long");
      }
      return all;
    }
  }

  private SignedRequest signed(ContentStreamProvider body) {
    URI server =
        clients
            .endpoint()
            .orElse(URI.create("https://ec2." + clients.region().id() + ".amazonaws.com"));
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(server.resolve("/"))
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .build();
    AwsCredentialsIdentity who = clients.credentials().resolveCredentials();
    return AwsV4HttpSigner.create()
        .sign(
            b ->
                b.identity(who)
                    .request(request)
                    .payload(body)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ec2")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, clients.region().id()));
  }
}
