package dev.attestry.collateral;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Asks vendors over HTTP: one attempt more where that may help, no redirect, bounded answers. */
final class Vendors implements CollateralSource {

  static final int MAX_ANSWER = 1 << 20;
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int ATTEMPTS = 2;
  private static final long JITTER_MILLIS = 400;

  /** How long a vendor that failed is left alone; how long at most where it says how long. */
  private static final long PAUSE_SECONDS = 60;

  private static final long LONGEST_PAUSE_SECONDS = 3600;

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final UnaryOperator<URI> address;
  private final Duration timeout;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param address of a document; itself, but in tests
   * @param timeout of one attempt
   */
  Vendors(
      UnaryOperator<URI> address, Duration timeout, InstantSource clock, RandomGenerator random) {
    this.address = address;
    this.timeout = timeout;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Published get(Wanted wanted) throws Down, InterruptedException {
    Down last = new Down(wanted.url().getHost() + " was not asked", 0);
    for (int n = 0; n < ATTEMPTS; n++) {
      if (n > 0) {
        Thread.sleep(random.nextLong(JITTER_MILLIS));
      }
      try {
        return ask(wanted);
      } catch (Down e) {
        if (e.pauseSeconds() != PAUSE_SECONDS) {
          throw e; // It said that it is not there, or for how long to wait.
        }
        last = e;
      }
    }
    throw last;
  }

  private Published ask(Wanted wanted) throws Down, InterruptedException {
    String host = wanted.url().getHost();
    HttpRequest request =
        HttpRequest.newBuilder(address.apply(wanted.url())).timeout(timeout).build();
    try {
      HttpResponse<InputStream> r = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = r.body()) {
        byte[] body = in.readNBytes(MAX_ANSWER + 1);
        if (r.statusCode() != 200) {
          throw refused(host, r);
        }
        if (body.length > MAX_ANSWER) {
          throw new Down(host + " answered more than " + MAX_ANSWER + " bytes", 0);
        }
        Published p =
            new Published(
                wanted.url().toString(), Bytes.of(body), chain(wanted, r), clock.instant());
        if (!p.is(wanted.kind())) {
          throw new Down(host + " answered what is no such document", PAUSE_SECONDS);
        }
        return p;
      }
    } catch (Down e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new Down(host + " does not answer", PAUSE_SECONDS);
    }
  }

  private static String chain(Wanted wanted, HttpResponse<?> r) {
    return wanted
        .chainHeader()
        .flatMap(h -> r.headers().firstValue(h))
        .map(v -> URLDecoder.decode(v, StandardCharsets.US_ASCII))
        .orElse("");
  }

  private static Down refused(String host, HttpResponse<?> r) {
    int status = r.statusCode();
    boolean busy = status == 429 || status >= 500;
    long asked =
        r.headers()
            .firstValue("Retry-After")
            .filter(v -> v.matches("[0-9]{1,6}"))
            .map(Long::parseLong)
            .orElse(busy ? PAUSE_SECONDS : 0L);
    return new Down(host + " answered " + status, Math.min(asked, LONGEST_PAUSE_SECONDS));
  }
}
