package dev.attestry.lab.standin;

import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.lab.standin.WebIdentityRefusal.Check;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A fake of the token service of AWS, since no stand-in looks at the signature or the age of a web
 * identity token: it verifies the token by the keys of the issuer that the role trusts, and only
 * then hands the request on to a stand-in, or makes credentials up. Written from AWS's API
 * reference of AssumeRoleWithWebIdentity and GetWebIdentityToken.
 */
public final class FakeSts implements AutoCloseable {

  private static final String XMLNS = "https://sts.amazonaws.com/doc/2011-06-15/";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final IssuerKeys keys = new IssuerKeys();
  private final Map<String, List<WebIdentityTrust>> roles = new ConcurrentHashMap<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final Optional<URI> behind;
  private final FakeHttp http;
  private volatile Duration life = Duration.ofHours(1);
  private volatile Optional<Fault> fault = Optional.empty();
  private volatile Optional<Outbound> outbound = Optional.empty();

  /** An answer to everything. */
  private record Fault(int status, String code) {}

  /** What an account signs for its roles. */
  private record Outbound(FakeIssuer issuer, String role) {}

  private FakeSts(Optional<URI> behind) throws IOException {
    this.behind = behind;
    this.http = FakeHttp.start(this::handle);
  }

  /** One that makes credentials up, which no stand-in that checks them takes. */
  public static FakeSts start() throws IOException {
    return new FakeSts(Optional.empty());
  }

  /** One in front of a stand-in that gives the credentials. */
  public static FakeSts before(URI standIn) throws IOException {
    return new FakeSts(Optional.of(standIn));
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /** From now on a role may be assumed by this one too. */
  public FakeSts trust(String role, WebIdentityTrust who) {
    roles.computeIfAbsent(role, r -> new CopyOnWriteArrayList<>()).add(who);
    return this;
  }

  /** For how long credentials that it makes up are good. */
  public void life(Duration l) {
    life = l;
  }

  /** From now on it answers everything by this error. */
  public void fail(int status, String code) {
    fault = Optional.of(new Fault(status, code));
  }

  /** All is well from now on. */
  public void heal() {
    fault = Optional.empty();
  }

  /** From now on the account signs web identity tokens for whoever asks, as this role. */
  public FakeSts outbound(FakeIssuer issuer, String role) {
    outbound = Optional.of(new Outbound(issuer, role));
    return this;
  }

  /** What it answered, in order: {@code ok} or the code of an error. */
  public List<String> answers() {
    return List.copyOf(answers);
  }

  private void handle(HttpExchange x) throws IOException {
    Bytes body = FakeHttp.body(x);
    Map<String, String> form = FakeHttp.form(body);
    if (fault.isPresent()) {
      refuse(x, fault.get().status, fault.get().code, "told to fail");
      return;
    }
    switch (form.getOrDefault("Action", "")) {
      case "AssumeRoleWithWebIdentity" -> assume(x, form, body);
      case "GetWebIdentityToken" -> speak(x, form);
      default -> refuse(x, 400, "InvalidAction", "not faked");
    }
  }

  private void assume(HttpExchange x, Map<String, String> form, Bytes body) throws IOException {
    Bytes token = Bytes.utf8(form.getOrDefault("WebIdentityToken", ""));
    List<WebIdentityTrust> trusted =
        roles.getOrDefault(form.getOrDefault("RoleArn", ""), List.of());
    Optional<List<WebIdentityRefusal>> best = Optional.empty();
    for (WebIdentityTrust t : trusted) {
      List<WebIdentityRefusal> r =
          WebIdentityVerifier.refusals(token, t, keys.of(t.issuer()), Instant.now());
      if (best.isEmpty() || r.size() < best.get().size()) {
        best = Optional.of(r);
      }
    }
    if (best.isEmpty()) {
      refuse(x, 403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    } else if (!best.get().isEmpty()) {
      refuse(x, best.get());
    } else if (behind.isPresent()) {
      pass(x, behind.get(), body);
    } else {
      answer(x, 200, "ok", credentials());
    }
  }

  /** The code for what is wrong: that of the first finding, in the order of the checks. */
  private void refuse(HttpExchange x, List<WebIdentityRefusal> refusals) throws IOException {
    List<Check> failed = refusals.stream().map(WebIdentityRefusal::check).sorted().toList();
    switch (failed.get(0)) {
      case EXPIRED -> refuse(x, 400, "ExpiredTokenException", "Token expired");
      case SUBJECT ->
          refuse(x, 403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
      default -> refuse(x, 400, "InvalidIdentityToken", "The token is not taken: " + failed.get(0));
    }
  }

  private void pass(HttpExchange x, URI to, Bytes body) throws IOException {
    try {
      HttpResponse<byte[]> r =
          client.send(
              HttpRequest.newBuilder(to.resolve("/"))
                  .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      answers.add(r.statusCode() == 200 ? "ok" : "behind: " + r.statusCode());
      FakeHttp.answer(x, r.statusCode(), "text/xml", Bytes.of(r.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private String credentials() {
    return """
    <AssumeRoleWithWebIdentityResponse xmlns="%s"><AssumeRoleWithWebIdentityResult><Credentials>
    <AccessKeyId>ASIAFAKE%08d</AccessKeyId><SecretAccessKey>made-up</SecretAccessKey>
    <SessionToken>made-up</SessionToken><Expiration>%s</Expiration>
    </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
    """
        .formatted(XMLNS, answers.size(), Instant.now().plus(life));
  }

  /** Whoever signed the request, which is not looked at, is the role. */
  private void speak(HttpExchange x, Map<String, String> form) throws IOException {
    if (outbound.isEmpty()) {
      refuse(x, 403, "OutboundWebIdentityFederationDisabledException", "not enabled");
    } else if (!"RS256".equals(form.get("SigningAlgorithm"))
        || form.getOrDefault("Audience.member.1", "").isEmpty()) {
      refuse(x, 400, "ValidationError", "SigningAlgorithm and Audience are required");
    } else {
      Outbound o = outbound.get();
      String token = o.issuer.token(o.role, form.getOrDefault("Audience.member.1", "")).utf8();
      answer(
          x,
          200,
          "ok",
          """
          <GetWebIdentityTokenResponse xmlns="%s"><GetWebIdentityTokenResult>
          <WebIdentityToken>%s</WebIdentityToken><Expiration>%s</Expiration>
          </GetWebIdentityTokenResult></GetWebIdentityTokenResponse>
          """
              .formatted(XMLNS, token, Instant.now().plus(FakeIssuer.LIFE)));
    }
  }

  private void refuse(HttpExchange x, int status, String code, String message) throws IOException {
    answer(
        x,
        status,
        code,
        """
        <ErrorResponse xmlns="%s"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message>
        </Error><RequestId>fake</RequestId></ErrorResponse>
        """
            .formatted(XMLNS, code, message));
  }

  private void answer(HttpExchange x, int status, String what, String xml) throws IOException {
    answers.add(what);
    FakeHttp.answer(x, status, "text/xml", Bytes.utf8(xml));
  }

  @Override
  public void close() {
    http.close();
  }
}
