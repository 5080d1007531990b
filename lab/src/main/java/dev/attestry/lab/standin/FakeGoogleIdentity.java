package dev.attestry.lab.standin;

import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * A fake of Google's metadata server, seen by a function that asks who it is: {@code
 * instance/service-accounts/default/identity}, and an access token that nobody looks at. Written
 * from Google's documentation.
 */
public final class FakeGoogleIdentity implements AutoCloseable {

  /** The numeric id of the service account, which its tokens are about. */
  public static final String ACCOUNT = "100000000000000000001";

  private static final String DEFAULT = "/computeMetadata/v1/instance/service-accounts/default/";
  private static final String FLAVOR = "Metadata-Flavor";

  private final FakeIssuer issuer;
  private final FakeHttp http;

  private FakeGoogleIdentity(FakeIssuer issuer) throws IOException {
    this.issuer = issuer;
    this.http = FakeHttp.start(this::handle);
  }

  /** One whose tokens an issuer signs. */
  public static FakeGoogleIdentity start(FakeIssuer issuer) throws IOException {
    return new FakeGoogleIdentity(issuer);
  }

  /** What brings Google's clients to it. */
  public Map<String, String> environment() {
    return Map.of("GCE_METADATA_HOST", http.endpoint().getAuthority());
  }

  private void handle(HttpExchange x) throws IOException {
    x.getResponseHeaders().set(FLAVOR, "Google");
    String path = x.getRequestURI().getPath();
    String audience = FakeHttp.query(x).getOrDefault("audience", "");
    if (!path.equals("/") && !"Google".equals(FakeHttp.header(x, FLAVOR).orElse(""))) {
      FakeHttp.answer(x, 403, "text/html", Bytes.utf8("Missing Metadata-Flavor:Google header."));
    } else if (path.equals(DEFAULT + "identity") && audience.isEmpty()) {
      FakeHttp.answer(x, 400, "text/html", Bytes.utf8("non-empty audience parameter required"));
    } else if (path.equals(DEFAULT + "identity")) {
      // Google's tokens name the service account twice: as subject and as authorized party.
      FakeHttp.answer(x, 200, "text/html", identity(audience));
    } else if (path.equals(DEFAULT + "token")) {
      FakeHttp.answer(
          x,
          200,
          "application/json",
          Bytes.utf8("{\"access_token\":\"fake\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"));
    } else {
      FakeHttp.answer(x, path.equals("/") ? 200 : 404, "text/html", Bytes.EMPTY);
    }
  }

  private Bytes identity(String audience) {
    return issuer.sign(issuer.claims(ACCOUNT, audience, Instant.now()).put("azp", ACCOUNT));
  }

  @Override
  public void close() {
    http.close();
  }
}
