package dev.attestry.collateral;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.CompactJws;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.KeySet;
import dev.attestry.sweep.Target;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where issuers of tokens publish their keys. A token says which of the known issuers it is of, and
 * never where to ask: of Azure's providers it is the one that the flow map states.
 */
final class KeySets {

  private static final String GOOGLE_KEYS = "https://www.googleapis.com/";

  /** Google's issuers (OpenID Connect Discovery 1.0 section 3, jwks_uri). */
  private static final Map<String, String> GOOGLE =
      Map.of(
          "https://confidentialcomputing.googleapis.com",
          GOOGLE_KEYS
              + "service_accounts/v1/metadata/jwk/"
              + "signer@confidentialspace-sign.iam.gserviceaccount.com",
          "https://accounts.google.com",
          GOOGLE_KEYS + "oauth2/v3/certs");

  /** All that is asked for, without the scheme: Google's, and that of any provider of Azure's. */
  static final String ADDRESSES =
      "[a-z0-9.-]{1,253}/certs|www\\.googleapis\\.com/(?:oauth2/v3/certs"
          + "|service_accounts/v1/metadata/jwk/signer@[a-z.-]{1,60}\\.iam\\.gserviceaccount\\.com)";

  private static final Pattern ORIGIN = Pattern.compile("https://[a-z0-9.-]{1,253}");

  private KeySets() {}

  /** The set that a token in the evidence is judged by; empty where it needs none, or is none. */
  static Optional<Wanted> of(Target target, Evidence evidence) {
    Optional<Bytes> token = evidence.part("token");
    if (token.isEmpty() || !target.scheme().collateralRoles().contains(KeySet.ROLE)) {
      return Optional.empty();
    }
    try {
      CompactJws jws = CompactJws.parse("token", token.get());
      ObjectNode claims = Json.readObject("claims", jws.payload());
      // A token with a path of certificates is judged by its root.
      return jws.header().has("x5c")
          ? Optional.empty()
          : address(target, claims.path("iss").asText()).map(a -> Wanted.of(a, Wanted.Kind.KEYS));
    } catch (MalformedInput e) {
      return Optional.empty(); // whoever verifies it says so
    }
  }

  private static Optional<String> address(Target target, String issuer) {
    String stated = target.stated().path("expected_issuer").asText();
    return issuer.equals(stated) && ORIGIN.matcher(stated).matches()
        ? Optional.of(stated + "/certs")
        : Optional.ofNullable(GOOGLE.get(issuer));
  }
}
