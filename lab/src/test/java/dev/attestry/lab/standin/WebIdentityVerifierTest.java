package dev.attestry.lab.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.CompactJws;
import dev.attestry.crypto.JwkSet;
import dev.attestry.lab.LabToken;
import dev.attestry.lab.standin.WebIdentityRefusal.Check;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the token services of the clouds must refuse, and no stand-in of one does. */
final class WebIdentityVerifierTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final String SUBJECT = "system:writer";
  private static final String AUDIENCE = "api://attestry";
  private static final KeyPair OTHER = FakeIssuer.key();

  private static FakeIssuer issuer;
  private static WebIdentityTrust trust;

  @BeforeAll
  static void start() throws IOException {
    issuer = FakeIssuer.start();
    trust = new WebIdentityTrust(issuer.name(), AUDIENCE, SUBJECT);
  }

  @AfterAll
  static void stop() {
    issuer.close();
  }

  private static ObjectNode claims() {
    return issuer.claims(SUBJECT, AUDIENCE, NOW);
  }

  private static List<Check> refused(Bytes token) {
    return refused(token, issuer.keys(), NOW);
  }

  private static List<Check> refused(Bytes token, Bytes keys, Instant now) {
    return WebIdentityVerifier.refusals(token, trust, keys, now).stream()
        .map(WebIdentityRefusal::check)
        .toList();
  }

  private static List<Check> refused(Consumer<ObjectNode> change) {
    ObjectNode c = claims();
    change.accept(c);
    return refused(issuer.sign(c));
  }

  /** A token whose header says something else than the issuer's would. */
  private static Bytes signedBy(KeyPair key, Consumer<ObjectNode> change) {
    ObjectNode header = LabToken.header(issuer.kid());
    change.accept(header);
    return LabToken.rs256(key, header, Bytes.utf8(claims().toString()));
  }

  @Test
  void aTokenOfThePinnedIssuerAboutThePinnedSubjectForUsIsTaken() throws IOException {
    assertThat(refused(issuer.sign(claims()))).isEmpty();
    assertThat(refused(c -> c.putArray("aud").add(AUDIENCE))).isEmpty();
    assertThat(new IssuerKeys().of(issuer.name())).isEqualTo(issuer.keys());
  }

  /** Forged: another key signs, and says that it is the issuer's. */
  @Test
  void aTokenOfAnotherKeyUnderTheIssuersKeyIdIsRefused() {
    assertThat(refused(signedBy(OTHER, h -> {}))).containsExactly(Check.SIGNATURE);
  }

  /** A token that brings its own key is not asked for it. RFC 8725 section 3.10. */
  @Test
  void aKeyThatATokenBringsOrPointsToIsNotUsed() {
    assertThat(refused(signedBy(OTHER, h -> h.set("jwk", LabToken.jwk("own", OTHER)))))
        .containsExactly(Check.SIGNATURE);
    assertThat(refused(signedBy(OTHER, h -> h.put("kid", "own").put("jku", "https://evil"))))
        .containsExactly(Check.KEY);
  }

  @Test
  void aTokenWhoseClaimsWereChangedIsRefused() {
    String[] parts = issuer.sign(claims()).utf8().split("\\.", -1);
    parts[1] = Base64s.encodeUrl(Bytes.utf8(claims().put("exp", 4_000_000_000L).toString()));
    assertThat(refused(Bytes.utf8(String.join(".", parts))))
        .containsExactly(Check.SIGNATURE, Check.LIFE);
  }

  /** RFC 7519 section 6: an unsecured token says none, and has no signature. */
  @Test
  void aTokenThatSaysItNeedsNoSignatureIsRefused() {
    for (String alg : List.of("none", "None", "")) {
      ObjectNode header = LabToken.header(issuer.kid()).put("alg", alg);
      Bytes token = CompactJws.make(header, Bytes.utf8(claims().toString()), m -> Bytes.EMPTY);
      assertThat(refused(token)).containsExactly(Check.ALGORITHM, Check.SIGNATURE);
    }
  }

  /** RFC 8725 section 2.1: the public key, taken for the secret of a MAC. */
  @Test
  void aMacUnderThePublicKeyIsRefused() throws Exception {
    byte[] secret = publicKey(issuer).getEncoded();
    ObjectNode header = LabToken.header(issuer.kid()).put("alg", "HS256");
    Bytes token = CompactJws.make(header, Bytes.utf8(claims().toString()), m -> mac(secret, m));
    assertThat(refused(token)).containsExactly(Check.ALGORITHM, Check.SIGNATURE);
  }

  private static RSAPublicKey publicKey(FakeIssuer of) throws Exception {
    return (RSAPublicKey) JwkSet.parse("keys", of.keys()).named(of.kid()).get(0).key();
  }

  private static Bytes mac(byte[] secret, Bytes message) {
    try {
      Mac m = Mac.getInstance("HmacSHA256");
      m.init(new SecretKeySpec(secret, "HmacSHA256"));
      return Bytes.of(m.doFinal(message.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTokenIsGoodFromItsTimeOnUntilItExpiresAndNotAtThatSecond() {
    Bytes token = issuer.sign(claims());
    Instant end = NOW.plus(FakeIssuer.LIFE);
    assertThat(refused(token, issuer.keys(), end.minusSeconds(1))).isEmpty();
    assertThat(refused(token, issuer.keys(), end)).containsExactly(Check.EXPIRED);
    // Clocks differ by minutes, not by more.
    assertThat(refused(token, issuer.keys(), NOW.minusSeconds(300))).isEmpty();
    assertThat(refused(token, issuer.keys(), NOW.minusSeconds(301))).containsExactly(Check.NOT_YET);
    long later = NOW.plusSeconds(1000).getEpochSecond();
    assertThat(refused(c -> c.put("nbf", later))).containsExactly(Check.NOT_YET);
    assertThat(refused(c -> c.put("iat", later))).containsExactly(Check.NOT_YET);
  }

  /** A stolen token would be good for as long. */
  @Test
  void aTokenThatLivesLongerThanAPlatformsTokensIsRefused() {
    long end = NOW.plus(Duration.ofDays(365)).getEpochSecond();
    assertThat(refused(c -> c.put("exp", end))).containsExactly(Check.LIFE);
  }

  /** A token that somebody else was given for himself, and passes on. */
  @Test
  void aTokenForAnotherOrForOthersAsWellIsRefused() {
    assertThat(refused(c -> c.put("aud", "api://other"))).containsExactly(Check.AUDIENCE);
    assertThat(refused(c -> c.put("aud", AUDIENCE + "/"))).containsExactly(Check.AUDIENCE);
    assertThat(refused(c -> c.putArray("aud").add(AUDIENCE).add("api://other")))
        .containsExactly(Check.AUDIENCE);
    assertThat(refused(c -> c.putArray("aud"))).containsExactly(Check.AUDIENCE);
  }

  /** Every app of a tenant, every function of a project gets tokens of the same issuer. */
  @Test
  void aTokenAboutAnotherSubjectIsRefused() {
    assertThat(refused(c -> c.put("sub", "system:reader"))).containsExactly(Check.SUBJECT);
  }

  /** Another tenant's issuer has good keys too: they are another set. */
  @Test
  void aTokenOfAnotherIssuerIsRefused() throws IOException {
    try (FakeIssuer other = FakeIssuer.start()) {
      Bytes token = other.sign(other.claims(SUBJECT, AUDIENCE, NOW));
      assertThat(refused(token)).containsExactly(Check.KEY, Check.ISSUER);
      assertThat(refused(token, other.keys(), NOW)).containsExactly(Check.ISSUER);
    }
  }

  @Test
  void aKeyIdThatTwoKeysHaveOrAKeyForAnotherAlgorithmIsNoKey() {
    ObjectNode k = LabToken.jwk(issuer.kid(), OTHER);
    Bytes token = issuer.sign(claims());
    assertThat(refused(token, LabToken.jwks(k, k), NOW)).containsExactly(Check.KEY);
    assertThat(refused(token, LabToken.jwks(k.deepCopy().put("alg", "PS256")), NOW))
        .containsExactly(Check.KEY);
    assertThat(refused(signedBy(OTHER, h -> h.remove("kid")))).containsExactly(Check.KEY);
  }

  /** RFC 7515 section 4.1.11: what a token says must be understood, we do not understand. */
  @Test
  void aTokenThatDemandsAnExtensionIsRefused() throws Exception {
    ObjectNode header = Json.object();
    header.putArray("crit").add("b64");
    Bytes token = signedBy(OTHER, h -> h.setAll(header));
    Bytes keys = LabToken.jwks(LabToken.jwk(issuer.kid(), OTHER));
    assertThat(refused(token, keys, NOW)).containsExactly(Check.EXTENSION);
  }

  @Test
  void whatIsNoTokenIsMalformed() {
    Bytes noTimes = issuer.sign(Json.object().put("iss", "i").put("sub", "s").put("aud", "a"));
    for (Bytes b : List.of(Bytes.EMPTY, Bytes.utf8("junk"), Bytes.utf8("a.b.c"), noTimes)) {
      assertThat(refused(b)).containsExactly(Check.MALFORMED);
    }
    assertThat(refused(c -> c.remove("sub"))).containsExactly(Check.MALFORMED);
    assertThat(refused(c -> c.put("aud", 1))).containsExactly(Check.MALFORMED);
  }
}
