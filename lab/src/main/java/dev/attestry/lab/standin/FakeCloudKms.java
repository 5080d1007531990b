package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KeyGenerator;

/**
 * A fake of Google's Cloud KMS, since none could be had: key versions that really sign, symmetric
 * keys that really encrypt. No credentials. Written from Google's documentation of {@code
 * cryptoKeyVersions.getPublicKey} and {@code asymmetricSign}, {@code cryptoKeys.encrypt} and {@code
 * decrypt}.
 */
public final class FakeCloudKms implements AutoCloseable {

  private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();
  private final Map<String, FakeCipher> ciphers = new ConcurrentHashMap<>();
  private final Set<String> disabled = ConcurrentHashMap.newKeySet();
  private final FakeHttp http;

  private FakeCloudKms() throws IOException {
    this.http = FakeHttp.start(this::handle);
  }

  /** One on a free port of the loopback. */
  public static FakeCloudKms start() throws IOException {
    return new FakeCloudKms();
  }

  public URI endpoint() {
    return http.endpoint();
  }

  /**
   * A new version of a key.
   *
   * @param key its name, {@code projects/…/cryptoKeys/K}
   * @param curve {@code secp256r1} or {@code secp384r1}
   * @return the name of the version
   */
  public String create(String key, String curve) throws GeneralSecurityException {
    KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
    g.initialize(new ECGenParameterSpec(curve));
    String version = key + "/cryptoKeyVersions/" + (keys.size() + 1);
    keys.put(version, g.generateKeyPair());
    return version;
  }

  /**
   * A new symmetric key.
   *
   * @param key its name, {@code projects/…/cryptoKeys/K}
   */
  public String createSymmetric(String key) throws GeneralSecurityException {
    KeyGenerator g = KeyGenerator.getInstance("AES");
    g.init(256);
    ciphers.put(key, new FakeCipher(g.generateKey()));
    return key;
  }

  /** Takes a version, or a symmetric key, out of use: Google gives not even its public key. */
  public void disable(String version) {
    disabled.add(version);
  }

  private void handle(HttpExchange x) throws IOException {
    String path = x.getRequestURI().getPath().replaceFirst("^/v1/", "");
    int verb = path.lastIndexOf(':');
    FakeCipher cipher = ciphers.get(path.substring(0, Math.max(verb, 0)));
    if (cipher != null) {
      cipher(x, path, verb, cipher);
      return;
    }
    int end = Math.max(path.lastIndexOf("/publicKey"), path.lastIndexOf(":asymmetricSign"));
    String version = path.substring(0, Math.max(end, 0));
    KeyPair k = keys.get(version);
    try {
      if (k == null) {
        refuse(x, 404, "NOT_FOUND");
      } else if (disabled.contains(version)) {
        refuse(x, 400, "FAILED_PRECONDITION");
      } else if (path.endsWith("/publicKey")) {
        answer(x, describe(version, k));
      } else {
        answer(x, sign(version, k, FakeHttp.body(x)));
      }
    } catch (GeneralSecurityException | MalformedInput | IllegalArgumentException e) {
      refuse(x, 400, "INVALID_ARGUMENT");
    }
  }

  private void cipher(HttpExchange x, String path, int verb, FakeCipher cipher) throws IOException {
    try {
      JsonNode request = Json.readObject("request", FakeHttp.body(x));
      if (disabled.contains(path.substring(0, verb))) {
        refuse(x, 400, "FAILED_PRECONDITION");
      } else if (path.endsWith(":encrypt")) {
        answer(x, cipher.encrypt(request));
      } else {
        answer(x, cipher.decrypt(request));
      }
    } catch (GeneralSecurityException | MalformedInput e) {
      refuse(x, 400, "INVALID_ARGUMENT");
    }
  }

  private static int bits(KeyPair k) {
    return ((ECPublicKey) k.getPublic()).getParams().getOrder().bitLength();
  }

  private static ObjectNode describe(String version, KeyPair k) {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(k.getPublic().getEncoded());
    return Json.object()
        .put("pem", "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n")
        .put("algorithm", bits(k) == 256 ? "EC_SIGN_P256_SHA256" : "EC_SIGN_P384_SHA384")
        .put("name", version)
        .put("protectionLevel", "SOFTWARE");
  }

  private static ObjectNode sign(String version, KeyPair k, Bytes request)
      throws GeneralSecurityException, MalformedInput {
    byte[] hash =
        FakeHttp.base64(Json.readObject("request", request).path("digest").path("sha256"))
            .toArray();
    if (hash.length != 32 || bits(k) != 256) {
      throw new GeneralSecurityException("a P-256 key signs 32 bytes");
    }
    Signature s = Signature.getInstance("NONEwithECDSA");
    s.initSign(k.getPrivate());
    s.update(hash);
    return Json.object()
        .put("signature", Base64.getEncoder().encodeToString(s.sign()))
        .put("name", version);
  }

  static void answer(HttpExchange x, ObjectNode body) throws IOException {
    FakeHttp.answer(x, 200, "application/json", Bytes.utf8(body.toString()));
  }

  static void refuse(HttpExchange x, int status, String word) throws IOException {
    ObjectNode o = Json.object();
    o.putObject("error").put("code", status).put("message", "A fake says so.").put("status", word);
    FakeHttp.answer(x, status, "application/json", Bytes.utf8(o.toString()));
  }

  @Override
  public void close() {
    http.close();
  }
}
