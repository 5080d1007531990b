package dev.attestry.route;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Pem;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Cmw;
import dev.attestry.evidence.Slots;
import dev.attestry.evidence.SlotsJson;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * The neutral route, the same in every cloud: an endpoint in the guest, {@code POST} with the
 * nonces as JSON ({@link SlotsJson}), answered by a CMW collection. TLS protects the answer on its
 * way and proves nothing: what counts is the evidence. No redirect is followed.
 */
public final class HttpsRoute implements EvidenceSource {

  /** The longest answer: evidence, logs and certificates in base64. */
  static final int MAX_ANSWER = 4 << 20;

  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);

  private final HttpClient client;
  private final Duration timeout;
  private final RandomGenerator random;
  private final boolean plainLoopback;

  private HttpsRoute(
      HttpClient.Builder client, Duration timeout, RandomGenerator random, boolean plainLoopback) {
    this.client = client.followRedirects(HttpClient.Redirect.NEVER).connectTimeout(timeout).build();
    this.timeout = timeout;
    this.random = random;
    this.plainLoopback = plainLoopback;
  }

  /**
   * A route over TLS only, to guests whose certificates the authorities that the JDK knows issue.
   *
   * @param timeout of one attempt
   * @param random jitter between attempts
   */
  public static HttpsRoute of(Duration timeout, RandomGenerator random) {
    return new HttpsRoute(HttpClient.newBuilder(), timeout, random, false);
  }

  /**
   * A route over TLS only, to guests whose certificates these authorities issue and no others.
   *
   * @param authorities certificates in PEM
   */
  public static HttpsRoute trusting(Bytes authorities, Duration timeout, RandomGenerator random)
      throws MalformedInput {
    SSLContext tls = GuestTls.trusting(Pem.certificates("authorities of guests", authorities));
    return new HttpsRoute(HttpClient.newBuilder().sslContext(tls), timeout, random, false);
  }

  /**
   * For trials on one machine: asks at {@code http://127.0.0.1} too, and there for all evidence,
   * since a lab's attester stands for guest and provider.
   */
  public static HttpsRoute withPlainLoopback(Duration timeout, RandomGenerator random) {
    return new HttpsRoute(HttpClient.newBuilder(), timeout, random, true);
  }

  /**
   * Whether a target is to be asked here: its selector names a url, and its evidence is not for a
   * provider to give.
   */
  public boolean asks(Target target) {
    return target.url().isPresent() && (isTrial(target) || !target.scheme().providersWord());
  }

  /** Whether a lab's attester on this machine gives what a guest and its provider would. */
  public boolean isTrial(Target target) {
    return target.url().flatMap(this::uri).filter(u -> !isTls(u)).isPresent();
  }

  private static boolean isTls(URI u) {
    return "https".equals(u.getScheme());
  }

  @Override
  public Collected collect(Target target, Challenge challenge) throws InterruptedException {
    return collect(target, target.recipe().slots(challenge));
  }

  /** Asks for what holds other values in its slots than those of the target's recipe. */
  public Collected collect(Target target, Slots slots) throws InterruptedException {
    if (target.scheme().providersWord() && !isTrial(target)) {
      return new Collected.Failed(
          Collected.Reason.REFUSED,
          target.scheme().name() + " is for the provider to give: none is taken from a \"url\"");
    }
    Optional<URI> uri = target.url().flatMap(this::uri);
    if (uri.isEmpty()) {
      return new Collected.Failed(
          Collected.Reason.NO_INSTANCE,
          "the selector has no \"url\" that is https, without user and fragment");
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri.get())
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("Accept", Cmw.MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(SlotsJson.encode(slots).toArray()))
            .build();
    Collected last = ask(target, request);
    for (int n = 1; n < ATTEMPTS && mayPass(last); n++) {
      Thread.sleep(random.nextLong(FIRST_WAIT.toMillis() << n));
      last = ask(target, request);
    }
    return last;
  }

  private static boolean mayPass(Collected c) {
    return c instanceof Collected.Failed f && f.reason() == Collected.Reason.UNREACHABLE;
  }

  private Collected ask(Target target, HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<InputStream> r = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = r.body()) {
        return answer(target, r.statusCode(), body);
      }
    } catch (HttpTimeoutException e) {
      return new Collected.Failed(
          Collected.Reason.TIMED_OUT, "no answer within " + timeout.toMillis() + " ms");
    } catch (SSLHandshakeException e) {
      return new Collected.Failed(
          Collected.Reason.REFUSED, "the endpoint's certificate is not one that we trust");
    } catch (ConnectException e) {
      return new Collected.Failed(Collected.Reason.UNREACHABLE, "nobody answers at the endpoint");
    } catch (IOException e) {
      return new Collected.Failed(
          Collected.Reason.UNREACHABLE, "the answer broke off: " + e.getClass().getSimpleName());
    }
  }

  private static Collected answer(Target target, int status, InputStream body) throws IOException {
    if (status >= 500 || status == 429) {
      return new Collected.Failed(
          Collected.Reason.UNREACHABLE, "the endpoint answered " + status + ", to be asked again");
    }
    if (status != 200) {
      return new Collected.Failed(Collected.Reason.REFUSED, "the endpoint answered " + status);
    }
    byte[] answer = body.readNBytes(MAX_ANSWER + 1);
    if (answer.length > MAX_ANSWER) {
      return new Collected.Failed(
          Collected.Reason.REFUSED, "the answer is longer than " + MAX_ANSWER + " bytes");
    }
    return Answers.of(target, Bytes.of(answer), "the agent in the guest");
  }

  private Optional<URI> uri(String text) {
    try {
      URI u = URI.create(text);
      boolean plain =
          plainLoopback && "http".equals(u.getScheme()) && "127.0.0.1".equals(u.getHost());
      return (plain || isTls(u))
              && u.getHost() != null
              && u.getUserInfo() == null
              && u.getFragment() == null
          ? Optional.of(u)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
