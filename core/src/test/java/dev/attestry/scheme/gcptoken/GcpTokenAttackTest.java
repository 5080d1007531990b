package dev.attestry.scheme.gcptoken;

import static dev.attestry.scheme.gcptoken.TokenLab.attestation;
import static dev.attestry.scheme.gcptoken.TokenLab.header;
import static dev.attestry.scheme.gcptoken.TokenLab.identity;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.CompactJws;
import dev.attestry.evidence.Check;
import dev.attestry.evidence.EvidenceClass;
import dev.attestry.evidence.Finding;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacks on tokens, N74 to N83, each against tokens that would else verify. */
final class GcpTokenAttackTest {

  private static final Bytes NONCE =
      Bytes.ofHex("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");

  private static final TokenLab LAB = new TokenLab();

  @Test
  void acceptsTheHonestTokensThatTheAttacksStartFrom() {
    assertThat(LAB.verify(attestation()).verdict()).isEqualTo(Verdict.VERIFIED);
    Verification id = LAB.verify(LAB.token(identity()), LAB.identityInput());
    assertThat(id.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(id.evidenceClass()).isEqualTo(EvidenceClass.A1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "nOnE", "", "HS256", "RS384", "PS256", "rs256"})
  void n74RefusesEveryOtherAlgorithmThanTheFormatsOwn(String alg) {
    Verification v = LAB.verify(header().put("alg", alg), attestation());
    assertThat(failed(v)).contains("token.algorithm");
  }

  @Test
  void n74RefusesAnEmptySignature() {
    String text = LAB.token(attestation()).utf8();
    Bytes stripped = Bytes.utf8(text.substring(0, text.lastIndexOf('.') + 1));
    assertThat(LAB.verify(stripped, LAB.attestationInput()).verdict()).isEqualTo(Verdict.REFUTED);
  }

  /** Everybody has the public key, as DER or PEM: whoever took it for a secret could sign. */
  @Test
  void n75RefusesAnHmacUnderThePublicKey() throws GeneralSecurityException {
    byte[] der = LAB.keys.getPublic().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n";
    for (byte[] secret :
        List.of(der, Bytes.utf8(pem).toArray(), Bytes.utf8(pem.strip()).toArray())) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      Bytes forged =
          CompactJws.make(
              header().put("alg", "HS256"),
              Bytes.utf8(attestation().toString()),
              m -> Bytes.of(mac.doFinal(m.toArray())));
      assertThat(failed(LAB.verify(forged, LAB.attestationInput())))
          .containsExactly("token.algorithm", "evidence.signature");
    }
  }

  @Test
  void n76NeverTakesAKeyFromTheHeader() {
    TokenLab attacker = new TokenLab();
    ObjectNode header = header();
    header.set("jwk", attacker.jwk());
    Bytes forged = attacker.token(header, Bytes.utf8(attestation().toString()));
    assertThat(failed(LAB.verify(forged, LAB.attestationInput())))
        .contains("gcp-attestation-jwt.header", "evidence.signature");
  }

  @Test
  void n76RefusesAPathOfTheAttackersInAnIdentityToken() {
    ObjectNode header = header();
    header.putArray("x5c");
    assertThat(
            failed(
                LAB.verify(
                    LAB.token(header, Bytes.utf8(identity().toString())), LAB.identityInput())))
        .contains("evidence.malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jku", "x5u", "crit", "b64", "zip", "enc", "p2c"})
  void n77AndN79RefuseWhatAVerifierWouldHaveToObey(String member) {
    Verification v =
        LAB.verify(header().put(member, "https://good@169.254.169.254/"), attestation());
    assertThat(failed(v)).contains("gcp-attestation-jwt.header");
  }

  @Test
  void n78RefusesTwoKeysWithOneId() {
    Bytes two = TokenLab.jwks(LAB.jwk(), new TokenLab().jwk());
    assertThat(failed(LAB.verify(LAB.token(attestation()), LAB.input("gcp-attestation", two))))
        .contains("token.key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "' OR 1=1 --", "lab-2", ""})
  void n78FindsNoKeyForAnIdThatIsNone(String kid) {
    Verification v = LAB.verify(header().put("kid", kid), attestation());
    assertThat(v.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(v.claims().text("/hwmodel")).isEmpty();
  }

  @Test
  void n80SurvivesClaimsTenThousandDeep() {
    Bytes deep = Bytes.utf8("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
    assertThat(failed(LAB.verify(LAB.token(header(), deep), LAB.attestationInput())))
        .containsExactly("evidence.malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://confidentialcomputing.googleapis.com.evil.example",
        "https://confidentialcomputing.googleapis.com/",
        "http://confidentialcomputing.googleapis.com",
        "https://accounts.google.com"
      })
  void n81RefusesALookAlikeIssuer(String issuer) {
    Verification v = LAB.verify(attestation().put("iss", issuer));
    assertThat(failed(v)).contains("token.issuer");
  }

  @Test
  void n81DoesNotTakeTheKeysOfOneIssuerForTheOther() {
    assertThat(LAB.verify(LAB.token(attestation()), LAB.identityInput()).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void n81RefusesATokenForAnotherAudience() {
    Verification v =
        LAB.verify(
            LAB.token(attestation()),
            LAB.attestationInput()
                .withStated(Json.object().put("expected_audience", "https://other.example")));
    assertThat(failed(v)).containsExactly("token.audience");
  }

  @Test
  void n81RefusesAnAudienceThatIsAListOrMissing() {
    ObjectNode list = attestation();
    list.putArray("aud").add("https://verifier.example").add("https://evil.example");
    ObjectNode none = attestation();
    none.remove("aud");
    for (ObjectNode claims : List.of(list, none)) {
      assertThat(failed(LAB.verify(claims))).containsExactly("evidence.malformed");
    }
  }

  @Test
  void n81JudgesTheLifeOfATokenToTheSecond() {
    long now = TokenLab.NOW.getEpochSecond();
    assertThat(failed(LAB.verify(attestation().put("exp", now)))).contains("token.validity");
    assertThat(failed(LAB.verify(attestation().put("exp", now + 1)))).isEmpty();
    assertThat(failed(LAB.verify(attestation().put("nbf", now + 301)))).contains("token.validity");
    assertThat(failed(LAB.verify(attestation().put("exp", now + 86_400 * 365))))
        .contains("token.validity");
    assertThat(failed(LAB.verify(attestation().put("exp", now + 0.5))))
        .containsExactly("evidence.malformed");
    assertThat(failed(LAB.verify(attestation().put("exp", -1))))
        .containsExactly("evidence.malformed");
    assertThat(failed(LAB.verify(attestation().put("exp", Long.toString(now + 60)))))
        .containsExactly("evidence.malformed");
  }

  @Test
  void n82RefusesATokenOfAPersonUnderGooglesOwnKey() {
    ObjectNode person = identity().put("email", "someone@example.com");
    person.remove("google");
    assertThat(failed(LAB.verify(LAB.token(person), LAB.identityInput())))
        .contains("evidence.kind");
  }

  @Test
  void n83ClaimsThatADebugImageCanBeLookedInto() {
    ObjectNode debug = attestation().put("dbgstat", "enabled");
    debug.remove("submods");
    Verification v = LAB.verify(debug);
    assertThat(v.claims().flag("/debuggable")).contains(true);
    assertThat(v.claims().text("/image_support")).contains("none");
    ObjectNode silent = attestation();
    silent.remove("dbgstat");
    assertThat(LAB.verify(silent).claims().flag("/debuggable")).contains(true);
    Verification honest = LAB.verify(attestation());
    assertThat(honest.claims().flag("/debuggable")).contains(false);
    assertThat(honest.claims().text("/image_support")).contains("STABLE");
  }

  @Test
  void n83FindsOurNonceAloneOrAmongOthersAndNowhereElse() {
    ObjectNode second = attestation();
    second.putArray("eat_nonce").add("somebody-else").add(NONCE.hex());
    assertThat(failed(asked(second))).isEmpty();
    assertThat(failed(asked(attestation().put("eat_nonce", NONCE.hex())))).isEmpty();
    assertThat(failed(asked(attestation().put("nonce", NONCE.hex()))))
        .containsExactly("evidence.nonce");
    assertThat(failed(asked(attestation().put("eat_nonce", NONCE.hex() + "00"))))
        .containsExactly("evidence.nonce");
    assertThat(failed(asked(attestation()))).containsExactly("evidence.nonce");
  }

  @Test
  void findsTheNonceOfAnIdentityTokenInItsAudience() {
    ObjectNode claims = identity().put("aud", "https://verifier.example#" + NONCE.hex());
    Verification v =
        LAB.verify(
            LAB.token(claims),
            LAB.identityInput()
                .withExpectedNonce(NONCE)
                .withStated(Json.object().put("expected_audience", "https://verifier.example")));
    assertThat(v.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(
            failed(LAB.verify(LAB.token(identity()), LAB.identityInput().withExpectedNonce(NONCE))))
        .containsExactly("evidence.nonce");
  }

  @Test
  void claimsNothingOfATokenThatFailed() {
    Verification v = LAB.verify(header().put("alg", "none"), attestation());
    assertThat(v.claims().text("/hwmodel")).isEmpty();
    assertThat(v.claims().text("/unverified/hwmodel")).contains("GCP_AMD_SEV_SNP");
  }

  private Verification asked(ObjectNode claims) {
    return LAB.verify(LAB.token(claims), LAB.attestationInput().withExpectedNonce(NONCE));
  }

  private static List<String> failed(Verification v) {
    return v.findings().stream()
        .filter(f -> f.outcome() == Outcome.FAILED)
        .map(Finding::check)
        .map(Check::id)
        .toList();
  }
}
