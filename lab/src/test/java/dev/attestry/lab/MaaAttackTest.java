package dev.attestry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Outcome;
import dev.attestry.evidence.Verdict;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on tokens of Azure Attestation, made by the lab's own service and by its forger. */
final class MaaAttackTest {

  private static final MaaService MAA = CloudLab.MAA;
  private static final KeyPair FORGER = CloudLab.LAB.key("forger", LabKeyType.RSA2048);

  private static ObjectNode claims() {
    return MAA.snpVm(CloudLab.HEX_NONCE, "app 1", CloudLab.NOW);
  }

  private static LabCase of(Bytes token) {
    return CloudLab.maa().with("token", token);
  }

  private static LabCase of(ObjectNode header, ObjectNode claims) {
    return of(MAA.token(header, Bytes.utf8(claims.toString())));
  }

  private static LabCase of(ObjectNode claims) {
    return of(MAA.header(), claims);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "nOnE", "HS256", "RS512", "PS256", "ES256", "rs256", ""})
  void n74RefusesEveryOtherAlgorithmThanTheFormatsOwn(String alg) {
    assertThat(of(MAA.header().put("alg", alg), claims()).failed()).contains("token.algorithm");
  }

  @Test
  void n74RefusesAnEmptySignature() {
    String token = MAA.token(MAA.header(), Bytes.utf8(claims().toString())).utf8();
    Bytes cut = Bytes.utf8(token.substring(0, token.lastIndexOf('.') + 1));
    assertThat(of(cut).failed()).containsExactly("evidence.signature");
  }

  /** CVE-2015-9235: a verifier that takes the algorithm from the token uses the key as a secret. */
  @Test
  void n75RefusesAnHmacUnderThePublicKey() {
    Bytes payload = Bytes.utf8(claims().toString());
    for (Bytes token : HmacForger.tokens(MAA.header(), payload, MAA.key().getPublic())) {
      assertThat(of(token).failed()).containsExactly("token.algorithm", "evidence.signature");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwk", "x5c", "x5u"})
  void n76NeverTakesAKeyFromTheHeader(String member) {
    ObjectNode header = MAA.header();
    header.set(member, LabToken.jwk("forger", FORGER));
    Bytes payload = Bytes.utf8(claims().toString());
    assertThat(of(LabToken.rs256(FORGER, header, payload)).failed())
        .containsExactly("maa-jwt.header", "evidence.signature");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://forger.example/certs",
        "https://ours.lab.attest.example.forger.example/certs",
        "https://ours.lab.attest.example@forger.example/certs",
        "http://ours.lab.attest.example/certs",
        "https://169.254.169.254/certs",
        "https://ours.lab.attest.example/certs?next=https://forger.example",
        ""
      })
  void n77RefusesASetOfKeysThatIsNotTheIssuersOwn(String jku) {
    assertThat(of(MAA.header().put("jku", jku), claims()).failed()).containsExactly("maa-jwt.jku");
  }

  @Test
  void n78RefusesAnotherKeyUnderTheServicesId() {
    Bytes poisoned = LabToken.jwks(LabToken.jwk(MAA.kid(), FORGER));
    Bytes token = LabToken.rs256(FORGER, MAA.header(), Bytes.utf8(claims().toString()));
    assertThat(keys(of(token), poisoned).failed()).containsExactly("maa-jwt.key-id");
  }

  @Test
  void n78RefusesTwoKeysWithOneId() {
    Bytes two = LabToken.jwks(MAA.jwk(), LabToken.jwk(MAA.kid(), FORGER));
    assertThat(keys(CloudLab.maa(), two).failed()).containsExactly("token.key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "' OR 1=1 --", "unknown", ""})
  void n78FindsNoKeyForAnIdThatIsNone(String kid) {
    LabCase c = of(MAA.header().put("kid", kid), claims());
    assertThat(c.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(c.ids(Outcome.SKIPPED)).contains("token.key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"crit", "b64", "zip", "enc", "p2c"})
  void n79RefusesWhatAVerifierWouldHaveToObey(String member) {
    assertThat(of(MAA.header().put(member, "DEF"), claims()).failed())
        .containsExactly("maa-jwt.header");
  }

  @Test
  void n79RefusesEncryptedAndNestedTokens() {
    Bytes token = MAA.token(MAA.header(), Bytes.utf8(claims().toString()));
    assertThat(of(MAA.token(MAA.header(), token)).failed()).containsExactly("evidence.malformed");
    Bytes jwe = Bytes.concat(token, Bytes.utf8(".AA.AA"));
    assertThat(of(jwe).failed()).containsExactly("evidence.malformed");
  }

  @Test
  void n80RefusesClaimsTenThousandDeep() {
    String deep = claims().put("x", "y").toString();
    deep = deep.replace("\"y\"", "[".repeat(10_000) + "]".repeat(10_000));
    assertThat(of(MAA.token(MAA.header(), Bytes.utf8(deep))).failed())
        .containsExactly("evidence.malformed");
  }

  /** All providers of a region sign with one key: only the issuer says whose policy was applied. */
  @Test
  void n81RefusesATokenOfAnotherTenantUnderTheSameKey() {
    MaaService other = MaaService.of(CloudLab.LAB, DcapLab.PLATFORM, "theirs");
    LabCase c = of(other.header(), other.snpVm(CloudLab.HEX_NONCE, "app 1", CloudLab.NOW));
    assertThat(c.failed()).containsExactly("token.issuer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours.lab.attest.example", "http://ours.lab.attest.example", "a/../b"})
  void n81RefusesAnIssuerThatIsNoHttpsOrigin(String issuer) {
    LabCase c = of(MAA.header().put("jku", issuer + "/certs"), claims().put("iss", issuer));
    assertThat(c.failed()).containsExactly("maa-jwt.jku", "token.issuer");
  }

  @Test
  void n81JudgesTheLifeOfATokenToTheSecond() {
    long now = CloudLab.NOW.getEpochSecond();
    assertThat(of(claims().put("exp", now + 1)).failed()).isEmpty();
    assertThat(of(claims().put("exp", now)).failed()).containsExactly("token.validity");
    assertThat(of(claims().put("nbf", now + 301)).failed()).containsExactly("token.validity");
    assertThat(of(claims().put("exp", now + 86_401)).failed()).containsExactly("token.validity");
    for (ObjectNode odd :
        List.of(
            claims().put("exp", "4102444800"),
            claims().put("exp", 1.5),
            claims().put("iat", -1),
            claims().put("exp", Long.MAX_VALUE))) {
      assertThat(of(odd).failed()).containsExactly("evidence.malformed");
    }
  }

  @Test
  void n82RefusesAnAnswerAboutAPolicyUnderTheSameKey() {
    ObjectNode answer = claims().put("x-ms-policy-result", "PolicyModified");
    answer.remove("x-ms-attestation-type");
    assertThat(of(answer).failed()).containsExactly("evidence.kind");
  }

  @Test
  void n82LeavesOpenATypeThatIsNotKnown() {
    LabCase c = of(claims().put("x-ms-attestation-type", "sgx2"));
    assertThat(c.verify().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** Of another type, without compliance, with debugging: genuine, and for the policy to refuse. */
  @Test
  void n82ShowsTypeComplianceAndDebuggingAsClaims() {
    ObjectNode claims = claims();
    ObjectNode tee = (ObjectNode) claims.path("x-ms-isolation-tee");
    tee.remove("x-ms-compliance-status");
    tee.put("x-ms-sevsnpvm-is-debuggable", true).put("x-ms-attestation-type", "sgx");
    assertThat(of(claims).verify().claims().flag("/debuggable")).contains(true);
    assertThat(of(claims).verify().claims().text("/isolation_tee")).contains("sgx");
    assertThat(of(claims).verify().claims().at("/compliance_status")).isEmpty();
    assertThat(of(claims()).verify().claims().flag("/debuggable")).contains(false);
  }

  /** A reader that keeps the first and one that keeps the last would see different issuers. */
  @ParameterizedTest
  @ValueSource(strings = {"iss", "x-ms-attestation-type", "exp", "x-ms-isolation-tee"})
  void refusesClaimsThatStandTwice(String name) {
    String twice = claims().toString().replaceFirst("\\{", "{\"" + name + "\":\"\",");
    assertThat(of(MAA.token(MAA.header(), Bytes.utf8(twice))).failed())
        .containsExactly("evidence.malformed");
  }

  @Test
  void refusesAHeaderMemberThatStandsTwice() {
    String header = MAA.header().toString().replaceFirst("\\{", "{\"alg\":\"none\",");
    String payload = Base64s.encodeUrl(Bytes.utf8(claims().toString()));
    Bytes token = Bytes.utf8(Base64s.encodeUrl(Bytes.utf8(header)) + "." + payload + ".AA");
    assertThat(of(token).failed()).containsExactly("evidence.malformed");
  }

  @Test
  void refusesAnotherChallengeAndAReplay() {
    LabCase old =
        of(MAA.snpVm(Bytes.utf8("ab".repeat(32)), "app 1", CloudLab.NOW.minusSeconds(60)));
    assertThat(old.failed()).containsExactly("evidence.nonce");
    assertThat(old.verify().claims().toJson().properties().stream().map(Map.Entry::getKey))
        .containsExactly("unverified");
  }

  /** The quote in the key's certificate must be over this key: a relayed one is over another. */
  @Test
  void refusesACertificateWithTheQuoteOfAnotherKey() {
    MaaService foreign = MaaService.of(LabPki.named("another region"), DcapLab.PLATFORM, "ours");
    ObjectNode jwk = LabToken.jwk(MAA.kid(), MAA.key());
    jwk.set("x5c", foreign.jwk().path("x5c"));
    LabCase c = keys(CloudLab.maa(), LabToken.jwks(jwk));
    assertThat(c.failed()).containsExactly("evidence.malformed");
  }

  private static LabCase keys(LabCase c, Bytes jwks) {
    TrustAnchor set = new TrustAnchor.Material(MaaService.PURPOSE, "jwks", jwks, "the test");
    return c.with(c.input().withAnchors(TrustAnchors.of(List.of(set, DcapLab.PKI.anchor()))));
  }
}
