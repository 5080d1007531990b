package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.lab.standin.WebIdentityRefusal.Check;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * A fake of Google's token exchange ({@code sts.googleapis.com}) and of its tokens for service
 * accounts ({@code iamcredentials.googleapis.com}): it verifies the token by the keys of the issuer
 * that the pool's provider names. As at Google the first takes everybody of the issuer for the
 * audience, and the account says who may be it. Written from Google's documentation.
 */
public final class FakeGoogleTokens implements AutoCloseable {

  /** A provider of a pool. */
  public static final String PROVIDER =
      "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/aws";

  public static final String ACCOUNT = "writer@lab.iam.gserviceaccount.com";

  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ASKED =
      "/v1/projects/-/serviceAccounts/" + ACCOUNT + ":generateAccessToken";
  private static final Duration LIFE = Duration.ofHours(1);

  private final IssuerKeys keys = new IssuerKeys();
  private final Map<String, Boolean> federated = new ConcurrentHashMap<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final LoopbackTls tls;
  private final WebIdentityTrust trust;
  private final FakeHttp http;

  private FakeGoogleTokens(WebIdentityTrust trust) throws IOException {
    this.trust = trust;
    this.tls = LoopbackTls.make();
    this.http = FakeHttp.start(tls.server(), this::handle);
  }

  /**
   * One on a free port of the loopback.
   *
   * @param trust issuer and audience of the provider, subject that may be the account
   */
  public static FakeGoogleTokens start(WebIdentityTrust trust) throws IOException {
    return new FakeGoogleTokens(trust);
  }

  /** Of both services. */
  public URI endpoint() {
    return http.endpoint();
  }

  /** What a client must trust to reach it. */
  public SSLContext clientTls() {
    return tls.client();
  }

  /** What it answered, in order: {@code exchanged}, {@code ok}, or the word of an error. */
  public List<String> answers() {
    return List.copyOf(answers);
  }

  private void handle(HttpExchange x) throws IOException {
    Bytes body = FakeHttp.body(x);
    String path = x.getRequestURI().getPath();
    if (path.equals("/v1/token")) {
      exchange(x, FakeHttp.form(body));
    } else if (path.equals(ASKED)) {
      account(x);
    } else {
      answers.add("NOT_FOUND");
      FakeCloudKms.refuse(x, 404, "NOT_FOUND");
    }
  }

  private void exchange(HttpExchange x, Map<String, String> form) throws IOException {
    if (!EXCHANGE.equals(form.get("grant_type"))
        || !"urn:ietf:params:oauth:token-type:jwt".equals(form.get("subject_token_type"))) {
      oauth(x, "invalid_request", "not a token exchange");
      return;
    }
    if (!PROVIDER.equals(form.get("audience"))) {
      oauth(x, "invalid_target", "The target service indicated by the audience is invalid.");
      return;
    }
    List<Check> failed =
        WebIdentityVerifier.refusals(
                Bytes.utf8(form.getOrDefault("subject_token", "")),
                trust,
                keys.of(trust.issuer()),
                Instant.now())
            .stream()
            .map(WebIdentityRefusal::check)
            .toList();
    if (failed.isEmpty() || failed.equals(List.of(Check.SUBJECT))) {
      String token = UUID.randomUUID().toString();
      federated.put(token, failed.isEmpty());
      ObjectNode o = Json.object().put("access_token", token).put("token_type", "Bearer");
      o.put("issued_token_type", "urn:ietf:params:oauth:token-type:access_token");
      answer(x, "exchanged", o.put("expires_in", LIFE.toSeconds()));
    } else if (failed.get(0) == Check.EXPIRED) {
      oauth(x, "invalid_grant", "ID Token issued at 1 is stale to sign-in.");
    } else {
      oauth(x, "invalid_grant", "The ID Token is not taken: " + failed.get(0));
    }
  }

  private void account(HttpExchange x) throws IOException {
    String bearer = FakeHttp.header(x, "Authorization").orElse("").replace("Bearer ", "");
    if (!federated.getOrDefault(bearer, false)) {
      answers.add("PERMISSION_DENIED");
      FakeCloudKms.refuse(x, 403, "PERMISSION_DENIED");
      return;
    }
    Instant end = Instant.now().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
    answer(
        x,
        "ok",
        Json.object().put("accessToken", "account-" + bearer).put("expireTime", end.toString()));
  }

  private void answer(HttpExchange x, String what, ObjectNode body) throws IOException {
    answers.add(what);
    FakeCloudKms.answer(x, body);
  }

  private void oauth(HttpExchange x, String error, String description) throws IOException {
    answers.add(error);
    ObjectNode o = Json.object().put("error", error).put("error_description", description);
    FakeHttp.answer(x, 400, "application/json", Bytes.utf8(o.toString()));
  }

  @Override
  public void close() {
    http.close();
  }
}
