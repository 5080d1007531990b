package dev.attestry.collateral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.attestry.bucket.ObjectName;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.NoteSigner;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.collateral.CollateralImport.Outcome;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.lab.DcapPlatform;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.SnpGuest;
import dev.attestry.lab.SnpPki;
import dev.attestry.lab.SnpProduct;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What somebody carried here is what functions judge by, and nothing else gets in so. */
final class CollateralImportTest extends CollateralTrial {

  private static final String AMD = "kdsintf.amd.com/vcek/v1/Milan/";
  private static final String TCB = "api.trustedservices.intel.com/tdx/certification/v4/tcb?fmspc=";
  private static final String KEYS = "hospital.lab.attest.example/certs";

  /** As {@code wget -x --save-headers} makes it of addresses, at the vendors. */
  private Map<String, Bytes> fetched(List<String> addresses) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    Map<String, Bytes> files = new TreeMap<>();
    for (String a : addresses) {
      String name = a.replaceFirst("^https?://", "");
      HttpResponse<byte[]> r =
          client.send(
              HttpRequest.newBuilder(URI.create(lab.vendors.endpoint() + "/" + name)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      StringBuilder head = new StringBuilder("HTTP/1.1 " + r.statusCode() + " Text\r\n");
      r.headers()
          .map()
          .forEach((n, v) -> head.append(n).append(": ").append(v.getFirst()).append("\r\n"));
      files.put(name, Bytes.concat(Bytes.utf8(head + "\r\n"), Bytes.of(r.body())));
    }
    lab.vendors.asked();
    return files;
  }

  private Map<String, Bytes> bundleFor(Target target) throws Exception {
    Collected.Received r = asked(target);
    return fetched(CollateralAddresses.of(target, r.evidence(), Collateral.NONE, lab.clock.get()));
  }

  /** What the attester answers, with nothing that vendors publish. */
  private Collected.Received asked(Target target) throws InterruptedException {
    CollateralSource before = lab.source;
    lab.source = nobody();
    Collected.Received r = lab.collect(lab.route(), target);
    lab.source = before;
    lab.down.clear();
    return r;
  }

  private CollateralSource nobody() {
    return CollateralRoute.asked(Optional.of("none"), lab.clock::get, new SecureRandom());
  }

  private List<CollateralImport.Item> imported(Map<String, Bytes> files) throws IOException {
    return imported(files, Optional.of(lab.log.policyKey()));
  }

  private List<CollateralImport.Item> imported(Map<String, Bytes> files, Optional<NoteSigner> key)
      throws IOException {
    return new CollateralImport(lab.pinned(), CollateralLab.ANCHORS, key, lab.clock.get())
        .run(new Bundle(files));
  }

  private Refusal refusal(String file, Bytes content) throws IOException {
    List<CollateralImport.Item> items = imported(Map.of(file, content));
    assertThat(items)
        .singleElement()
        .extracting(CollateralImport.Item::outcome)
        .isEqualTo(Outcome.REFUSED);
    return items.getFirst().refusal().orElseThrow();
  }

  private long objects() throws IOException {
    try (Stream<ObjectName> all = lab.bucket.list("")) {
      return all.count();
    }
  }

  private void isJudgedByTheImport(Target target, int documents) throws Exception {
    Map<String, Bytes> bundle = bundleFor(target);
    assertThat(bundle).hasSize(documents);
    assertThat(imported(bundle))
        .as(imported(bundle).toString())
        .hasSize(documents)
        .allMatch(i -> i.outcome() != Outcome.REFUSED);
    lab.source = nobody();
    Verification v = lab.verify(target, lab.collect(lab.route(), target));
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(lab.vendors.asked()).isEmpty();
    assertThat(lab.down).isEmpty();
  }

  @Test
  void aReportOfAmdIsJudgedByWhatWasImportedAndNobodyIsAsked() throws Exception {
    isJudgedByTheImport(CollateralLab.SNP, 3);
  }

  @Test
  void soIsAQuoteOfIntel() throws Exception {
    isJudgedByTheImport(CollateralLab.TDX, 4);
  }

  @Test
  void soIsATokenOfAzure() throws Exception {
    isJudgedByTheImport(CollateralLab.MAA_TOKEN, 1);
  }

  /** A function that may ask does not, for what was imported today. */
  @Test
  void whatWasImportedIsTakenInPlaceOfAsking() throws Exception {
    imported(bundleFor(CollateralLab.SNP));
    Collected.Received r = lab.collect(lab.route(), CollateralLab.SNP);
    assertThat(lab.verify(CollateralLab.SNP, r).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(lab.vendors.asked()).isEmpty();
  }

  @Test
  void withoutAnImportNobodyIsAskedAndTheLogNamesTheVendor() throws Exception {
    lab.source = nobody();
    Collected.Received r = lab.collect(lab.route(), CollateralLab.SNP);
    assertThat(lab.verify(CollateralLab.SNP, r).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(lab.vendors.asked()).isEmpty();
    assertThat(lab.down).anyMatch(d -> d.contains("kdsintf.amd.com is not asked"));
  }

  /** Past its date it is given all the same, and that date is the finding. */
  @Test
  void anImportThatNobodyRenewsIsNoPass() throws Exception {
    imported(bundleFor(CollateralLab.SNP));
    lab.source = nobody();
    lab.clock.set(CollateralLab.NOW.plus(Duration.ofDays(3)));
    Collected.Received r = lab.collect(lab.route(), CollateralLab.SNP);
    assertThat(r.collateral().get("crl")).isPresent();
    assertThat(lab.verify(CollateralLab.SNP, r).verdict()).isNotEqualTo(Verdict.VERIFIED);
  }

  @Test
  void theSameAgainWritesNothing() throws Exception {
    Map<String, Bytes> bundle = bundleFor(CollateralLab.TDX);
    imported(bundle);
    long before = objects();
    lab.clock.set(CollateralLab.NOW.plusSeconds(60));
    assertThat(imported(bundle)).allMatch(i -> i.outcome() == Outcome.THERE);
    assertThat(objects()).isEqualTo(before);
  }

  /** Last month's list, still in force, does not name who was revoked since. */
  @Test
  void aListThatIsOlderThanTheKeptOneIsRefused() throws Exception {
    Map<String, Bytes> old = bundleFor(CollateralLab.SNP);
    lab.clock.set(CollateralLab.NOW.plusSeconds(3600));
    lab.vendors.amd("Milan", CollateralLab.GUEST, lab.clock.get());
    imported(bundleFor(CollateralLab.SNP));
    Refusal r = refusal(AMD + "crl", old.getOrDefault(AMD + "crl", Bytes.EMPTY));
    assertThat(r.problem()).isEqualTo("the log has a newer one");
  }

  @Test
  void anExpiredListIsRefusedWithItsDates() throws Exception {
    Map<String, Bytes> bundle = bundleFor(CollateralLab.SNP);
    lab.clock.set(CollateralLab.NOW.plus(Duration.ofDays(40)));
    assertThat(imported(bundle))
        .filteredOn(i -> i.file().endsWith("/crl"))
        .singleElement()
        .satisfies(
            i -> {
              assertThat(i.outcome()).isEqualTo(Outcome.REFUSED);
              assertThat(i.refusal().orElseThrow().found()).contains("nextUpdate 2026-");
              assertThat(i.refusal().orElseThrow().expected()).contains("2027-01-07");
            });
    // The certificates are good for longer, and one that is refused keeps no other out.
    assertThat(imported(bundle)).filteredOn(i -> i.outcome() == Outcome.THERE).hasSize(2);
  }

  @Test
  void expiredLevelsOfIntelAreRefused() throws Exception {
    Map<String, Bytes> bundle = bundleFor(CollateralLab.TDX);
    lab.clock.set(CollateralLab.NOW.plus(Duration.ofDays(90)));
    assertThat(imported(bundle))
        .filteredOn(i -> i.file().contains("tcb?") || i.file().endsWith("qe/identity"))
        .hasSize(2)
        .allMatch(i -> i.refusal().orElseThrow().problem().contains("expired"));
  }

  /** A list without the line that revokes a key, by whoever carried it. */
  @Test
  void anAlteredListIsRefused() throws Exception {
    Bytes crl = saved(bundleFor(CollateralLab.SNP), AMD + "crl").body();
    imported(bundleFor(CollateralLab.SNP));
    byte[] altered = crl.toArray();
    altered[altered.length - 1] ^= 1;
    assertThat(refusal(AMD + "crl", Bytes.of(altered)).problem())
        .isEqualTo("the list is not signed by whom it names");
  }

  /** Out of date made up to date. */
  @Test
  void alteredLevelsOfIntelAreRefused() throws Exception {
    Map<String, Bytes> bundle = bundleFor(CollateralLab.TDX);
    String name = TCB + DcapPlatform.FMSPC.hex();
    String text = bundle.getOrDefault(name, Bytes.EMPTY).latin1();
    Refusal r =
        refusal(
            name, Bytes.utf8(text.replaceFirst("\"tcbEvaluationDataNumber\" ?: ?[0-9]", "$01")));
    assertThat(r.problem()).isEqualTo("its signature does not hold");
  }

  @Test
  void levelsWithoutTheirSignersChainAreRefused() throws Exception {
    Map<String, Bytes> bundle = bundleFor(CollateralLab.TDX);
    String name = TCB + DcapPlatform.FMSPC.hex();
    Refusal r = refusal(name, saved(bundle, name).body());
    assertThat(r.problem()).isEqualTo("nothing shows who signed it");
    assertThat(r.expected()).contains("TCB-Info-Issuer-Chain");
    assertThat(r.next()).contains("--save-headers");
  }

  /** Whoever has an authority of his own could make a chip of his own. */
  @Test
  void aChainUnderAnotherRootIsRefused() throws Exception {
    LabPki other = LabPki.named("other");
    SnpPki pki =
        SnpPki.of(SnpProduct.MILAN, SnpPki.Keys.of(other), Instant.parse("2026-06-01T00:00:00Z"));
    lab.vendors.amd("Milan", SnpGuest.launch(pki, 3, new SecureRandom()), CollateralLab.NOW);
    Map<String, Bytes> files = fetched(List.of(AMD + "cert_chain", AMD + "crl"));
    assertThat(imported(files))
        .hasSize(2)
        .allMatch(i -> i.refusal().orElseThrow().problem().contains("no root that is trusted"));
    assertThat(objects()).isEqualTo(2); // genesis and key document
  }

  @Test
  void aListWithoutItsIssuersCertificateIsRefusedAndSaysWhose() throws Exception {
    Bytes crl = bundleFor(CollateralLab.SNP).getOrDefault(AMD + "crl", Bytes.EMPTY);
    Refusal r = refusal(AMD + "crl", crl);
    assertThat(r.problem()).isEqualTo("nothing shows who signed the list");
    assertThat(r.expected()).contains("ARK-Milan");
    // The certificate that the log keeps will do.
    imported(fetched(List.of(AMD + "cert_chain")));
    assertThat(imported(Map.of(AMD + "crl", crl)).getFirst().outcome()).isEqualTo(Outcome.IMPORTED);
  }

  @Test
  void errorPagesJunkAndWhatNobodyAsksForAreRefused() throws Exception {
    lab.vendors.answering(503, "");
    Map<String, Bytes> files = new TreeMap<>(fetched(List.of(AMD + "crl")));
    files.put(AMD + "cert_chain", Bytes.utf8("<html>sorry</html>"));
    files.put("evil.example/crl", Bytes.utf8("x"));
    files.put("README", Bytes.utf8("x"));
    files.put("../../" + AMD + "crl", Bytes.utf8("HTTP/1.1 200 OK\r\nno end"));
    assertThat(imported(files))
        .extracting(CollateralImport.Item::file, i -> i.refusal().orElseThrow().problem())
        .containsExactly(
            tuple("../../" + AMD + "crl", "it cannot be read"),
            tuple("README", "no function asks for this"),
            tuple("evil.example/crl", "no function asks for this"),
            tuple(AMD + "cert_chain", "it cannot be read"),
            tuple(AMD + "crl", "it cannot be read"));
  }

  /** Nobody signs a set of keys: whoever can write to the bucket could name his own. */
  @Test
  void aSetOfKeysThatNoPolicyKeyVouchesForIsNeitherImportedNorTaken() throws Exception {
    Map<String, Bytes> bundle = bundleFor(CollateralLab.MAA_TOKEN);
    NoteSigner other = NoteSigner.of("policy", LocalSigner.generate(new SecureRandom()));
    for (Optional<NoteSigner> key : List.of(Optional.<NoteSigner>empty(), Optional.of(other))) {
      assertThat(imported(bundle, key).getFirst().refusal().orElseThrow().expected())
          .contains("policy key that is in force");
    }
    Published p =
        new Published(
            "https://" + KEYS, CollateralLab.MAA.jwks(), "", CollateralLab.NOW.minusSeconds(9));
    plant(p, 1);
    plant(p.signed(other.line(p.statement("trial.example/2026")).encode()), 2);
    plant(p.signed(lab.log.policyKey().line(p.statement("other.example/2026")).encode()), 3);
    lab.source = nobody();
    Collected.Received r = lab.collect(lab.route(), CollateralLab.MAA_TOKEN);
    assertThat(r.collateral().get("jwks")).isEmpty();
    assertThat(lab.verify(CollateralLab.MAA_TOKEN, r).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    plant(p.signed(lab.log.policyKey().line(p.statement("trial.example/2026")).encode()), 4);
    assertThat(lab.collect(lab.route(), CollateralLab.MAA_TOKEN).collateral().get("jwks"))
        .isPresent();
  }

  private void plant(Published p, int second) {
    String url = HashAlgorithm.SHA256.digest(Bytes.utf8(p.url())).hex();
    long at = CollateralLab.NOW.getEpochSecond() - 10 + second;
    lab.bucket.create(ObjectName.of("2026/collateral/%s/%011d".formatted(url, at)), p.encode());
  }

  /** An issuer takes a key back by leaving it out: a set that nobody renews ends by itself. */
  @Test
  void aSetOfKeysThatWasImportedLongAgoIsNotTaken() throws Exception {
    imported(bundleFor(CollateralLab.MAA_TOKEN));
    lab.source = nobody();
    lab.clock.set(CollateralLab.NOW.plus(Duration.ofDays(29)));
    assertThat(lab.collect(lab.route(), CollateralLab.MAA_TOKEN).collateral().get("jwks"))
        .isPresent();
    lab.clock.set(CollateralLab.NOW.plus(Duration.ofDays(31)));
    assertThat(lab.collect(lab.route(), CollateralLab.MAA_TOKEN).collateral().get("jwks"))
        .isEmpty();
  }

  /** It would have to be believed, and a mirror need not be. */
  @Test
  void aMirrorGivesNoSetOfKeys() throws Exception {
    lab.source =
        CollateralRoute.asked(
            Optional.of(lab.vendors.endpoint().toString()), lab.clock::get, new SecureRandom());
    lab.collect(lab.route(), CollateralLab.MAA_TOKEN);
    assertThat(lab.vendors.asked()).isEmpty();
    assertThat(lab.down).anyMatch(d -> d.contains("are not taken from a mirror"));
  }

  /** Where the issuer can be asked, its set is that of today, and is not kept. */
  @Test
  void aSetOfKeysIsFetchedForATokenThatCameWithoutOne() throws Exception {
    Collected.Received r = lab.collect(lab.route(), CollateralLab.MAA_TOKEN);
    assertThat(lab.vendors.asked()).containsExactly("/" + KEYS);
    assertThat(lab.verify(CollateralLab.MAA_TOKEN, r).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(objects()).isEqualTo(2);
  }

  /** Junk that is newer hides nothing, and what is ahead of time does not count. */
  @Test
  void whatSomebodyPlantedDoesNotHideAnImport() throws Exception {
    imported(bundleFor(CollateralLab.SNP));
    String url = HashAlgorithm.SHA256.digest(Bytes.utf8("https://" + AMD + "crl")).hex();
    for (int i = 1; i < 6; i++) {
      long at = CollateralLab.NOW.getEpochSecond() + (i < 4 ? i : 99_999);
      lab.bucket.create(
          ObjectName.of("2026/collateral/%s/%011d".formatted(url, at + i)), Bytes.utf8("junk"));
    }
    lab.source = nobody();
    lab.clock.set(CollateralLab.NOW.plusSeconds(60));
    Collected.Received r = lab.collect(lab.route(), CollateralLab.SNP);
    assertThat(lab.verify(CollateralLab.SNP, r).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  private static SavedAnswer saved(Map<String, Bytes> bundle, String name) throws MalformedInput {
    return SavedAnswer.parse(bundle.getOrDefault(name, Bytes.EMPTY));
  }
}
