package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.lab.standin.WebIdentityRefusal.Check;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A fake of Entra's token endpoint, for apps that have a federated credential in place of a secret:
 * it verifies the assertion by the keys of the issuer that the credential names. What it gives
 * looks as a token of Entra; nobody signed it. Written from Microsoft's documentation of workload
 * identity federation and of Entra's error codes.
 */
public final class FakeEntra implements AutoCloseable {

  /** What Entra proposes as the audience of assertions. */
  public static final String AUDIENCE = "api://AzureADTokenExchange";

  public static final String TENANT = "00000000-0000-4000-8000-000000000001";

  /** The client id of the one app. */
  public static final String APP = "00000000-0000-4000-8000-000000000003";

  private static final String PATH = "/" + TENANT + "/oauth2/v2.0/token";
  private static final String JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final int SECONDS = 3599;

  private final IssuerKeys keys = new IssuerKeys();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final FakeHttp http;
  private volatile Optional<WebIdentityTrust> credential = Optional.empty();

  private FakeEntra(LoopbackTls tls) throws IOException {
    this.http = FakeHttp.start(tls.server(), this::handle);
  }

  static FakeEntra start(LoopbackTls tls) throws IOException {
    return new FakeEntra(tls);
  }

  /** Its address, {@code AZURE_AUTHORITY_HOST}. */
  public URI authority() {
    return http.endpoint();
  }

  /** Gives the app its federated credential. */
  public void trust(WebIdentityTrust who) {
    credential = Optional.of(who);
  }

  /** What it answered, in order: {@code ok} or the code of an error. */
  public List<String> answers() {
    return List.copyOf(answers);
  }

  private void handle(HttpExchange x) throws IOException {
    Map<String, String> form = FakeHttp.form(FakeHttp.body(x));
    if (!x.getRequestURI().getPath().equals(PATH)
        || !JWT.equals(form.get("client_assertion_type"))
        || !"client_credentials".equals(form.get("grant_type"))) {
      refuse(x, "invalid_request", "AADSTS900144");
    } else if (!APP.equals(form.get("client_id"))) {
      refuse(x, "unauthorized_client", "AADSTS700016");
    } else if (credential.isEmpty()) {
      refuse(x, "invalid_client", "AADSTS70021");
    } else {
      Bytes assertion = Bytes.utf8(form.getOrDefault("client_assertion", ""));
      WebIdentityTrust t = credential.get();
      List<WebIdentityRefusal> r =
          WebIdentityVerifier.refusals(assertion, t, keys.of(t.issuer()), Instant.now());
      if (r.isEmpty()) {
        answers.add("ok");
        FakeHttp.answer(x, 200, "application/json", token(form.getOrDefault("scope", "")));
      } else {
        refuse(x, "invalid_client", code(r.get(0).check()));
      }
    }
  }

  private static String code(Check check) {
    return switch (check) {
      case MALFORMED, EXTENSION -> "AADSTS50027";
      case ISSUER -> "AADSTS700211";
      case AUDIENCE -> "AADSTS700212";
      case SUBJECT -> "AADSTS700213";
      case NOT_YET, EXPIRED, LIFE -> "AADSTS700024";
      case ALGORITHM, KEY, SIGNATURE -> "AADSTS700027";
    };
  }

  private static Bytes token(String scope) {
    String resource = scope.split(" ", -1)[0].replace("/.default", "");
    return Bytes.utf8(
        Json.object()
            .put("token_type", "Bearer")
            .put("expires_in", SECONDS)
            .put("ext_expires_in", SECONDS)
            .put("access_token", FakeManagedIdentity.token(resource))
            .toString());
  }

  private void refuse(HttpExchange x, String error, String code) throws IOException {
    answers.add(code);
    ObjectNode o = Json.object().put("error", error).put("error_description", code + ": a fake");
    o.putArray("error_codes").add(Integer.parseInt(code.replace("AADSTS", "")));
    o.put("correlation_id", "fake").put("trace_id", "fake");
    FakeHttp.answer(x, 401, "application/json", Bytes.utf8(o.toString()));
  }

  @Override
  public void close() {
    http.close();
  }
}
