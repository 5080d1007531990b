package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.net.ssl.SSLContext;

/**
 * A fake of Azure Key Vault, since none could be had: keys with versions that really sign and wrap,
 * over HTTPS, with the bearer challenge that clients wait for. Any token will do. Written from
 * Azure's documentation of Get Key, Sign, Wrap Key and Unwrap Key.
 */
public final class FakeKeyVault implements AutoCloseable {

  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();
  private final Set<String> disabled = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final LoopbackTls tls;
  private final FakeHttp http;

  private FakeKeyVault(LoopbackTls tls) throws IOException {
    this.tls = tls;
    this.http = FakeHttp.start(tls.server(), this::handle);
  }

  /** One on a free port of the loopback. */
  public static FakeKeyVault start() throws IOException {
    return start(LoopbackTls.make());
  }

  static FakeKeyVault start(LoopbackTls tls) throws IOException {
    return new FakeKeyVault(tls);
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /** What a client must trust to reach it. */
  public SSLContext clientTls() {
    return tls.client();
  }

  /**
   * A new version of a key, in the order of time.
   *
   * @param curve as in {@code secp256r1}
   * @return the version
   */
  public String create(String name, String curve) throws GeneralSecurityException {
    KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
    g.initialize(new ECGenParameterSpec(curve));
    return add(name, g.generateKeyPair());
  }

  /** A new version of a key that wraps. */
  public String createRsa(String name) throws GeneralSecurityException {
    KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
    g.initialize(2048);
    return add(name, g.generateKeyPair());
  }

  private String add(String name, KeyPair k) {
    String version = "%032x".formatted(keys.size() + 1);
    keys.put(name + "/" + version, k);
    return version;
  }

  /** Takes a version out of use: its public part can still be read. */
  public void disable(String name, String version) {
    disabled.add(name + "/" + version);
  }

  /** Forbids so many requests, whoever asks next. */
  public void refuse(int requests) {
    refused.set(requests);
  }

  private void handle(HttpExchange x) throws IOException {
    if (refused.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      refuse(x, 403, "Forbidden");
      return;
    }
    if (FakeHttp.header(x, "Authorization").filter(a -> a.startsWith("Bearer ")).isEmpty()) {
      x.getResponseHeaders()
          .set(
              "WWW-Authenticate",
              "Bearer authorization=\"https://login.microsoftonline.com/lab\","
                  + " resource=\"https://vault.azure.net\"");
      refuse(x, 401, "Unauthorized");
      return;
    }
    String[] path = x.getRequestURI().getPath().split("/", -1);
    String id = path.length > 3 ? path[2] + "/" + path[3] : "";
    KeyPair k = keys.get(id);
    try {
      if (k == null) {
        refuse(x, 404, "KeyNotFound");
      } else if (path.length == 4) {
        answer(x, Json.object().set("key", describe(id, k)));
      } else if (disabled.contains(id)) {
        refuse(x, 403, "Forbidden");
      } else {
        operate(x, id, k, path[4]);
      }
    } catch (GeneralSecurityException | MalformedInput | IllegalArgumentException e) {
      refuse(x, 400, "BadParameter");
    }
  }

  private ObjectNode describe(String id, KeyPair k) {
    ObjectNode o = Json.object().put("kid", endpoint() + "/keys/" + id);
    if (k.getPublic() instanceof ECPublicKey ec) {
      int width = (ec.getParams().getOrder().bitLength() + 7) / 8;
      o.put("kty", "EC").put("crv", width == 32 ? "P-256" : "P-384");
      o.put("x", number(ec.getW().getAffineX(), width));
      o.put("y", number(ec.getW().getAffineY(), width));
      o.putArray("key_ops").add("sign").add("verify");
    } else if (k.getPublic() instanceof RSAPublicKey rsa) {
      o.put("kty", "RSA").put("e", number(rsa.getPublicExponent(), 3));
      o.put("n", number(rsa.getModulus(), 256));
      o.putArray("key_ops").add("wrapKey").add("unwrapKey");
    }
    return o;
  }

  private static String number(BigInteger n, int width) {
    byte[] all = n.toByteArray();
    byte[] out = new byte[width];
    int take = Math.min(width, all.length);
    System.arraycopy(all, all.length - take, out, width - take, take);
    return URL.encodeToString(out);
  }

  private void operate(HttpExchange x, String id, KeyPair k, String operation)
      throws IOException, GeneralSecurityException, MalformedInput {
    JsonNode q = Json.readObject("request", FakeHttp.body(x));
    byte[] value = Base64.getUrlDecoder().decode(q.path("value").asText());
    Optional<byte[]> result =
        switch (operation + " " + q.path("alg").asText()) {
          case "sign ES256" -> Optional.of(sign(k, value));
          case "wrapkey RSA-OAEP-256" -> Optional.of(oaep(Cipher.ENCRYPT_MODE, k, value));
          case "unwrapkey RSA-OAEP-256" -> Optional.of(oaep(Cipher.DECRYPT_MODE, k, value));
          default -> Optional.empty();
        };
    if (result.isEmpty()) {
      refuse(x, 400, "BadParameter");
      return;
    }
    answer(
        x,
        Json.object()
            .put("kid", endpoint() + "/keys/" + id)
            .put("value", URL.encodeToString(result.get())));
  }

  private static byte[] sign(KeyPair k, byte[] digest) throws GeneralSecurityException {
    if (digest.length != 32) {
      throw new GeneralSecurityException("ES256 signs 32 bytes");
    }
    Signature s = Signature.getInstance("NONEwithECDSAinP1363Format");
    s.initSign(k.getPrivate());
    s.update(digest);
    return s.sign();
  }

  private static byte[] oaep(int mode, KeyPair k, byte[] value) throws GeneralSecurityException {
    Cipher c = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
    c.init(mode, mode == Cipher.ENCRYPT_MODE ? k.getPublic() : k.getPrivate(), OAEP);
    return c.doFinal(value);
  }

  private static void answer(HttpExchange x, JsonNode body) throws IOException {
    FakeHttp.answer(x, 200, "application/json", Bytes.utf8(body.toString()));
  }

  private static void refuse(HttpExchange x, int status, String code) throws IOException {
    ObjectNode o = Json.object();
    o.putObject("error").put("code", code).put("message", "A fake says so.");
    FakeHttp.answer(x, status, "application/json", Bytes.utf8(o.toString()));
  }

  @Override
  public void close() {
    http.close();
  }
}
