package dev.attestry.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Profile;
import dev.attestry.evidence.Verdict;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.lab.LabPki;
import dev.attestry.lab.LinuxBoot;
import dev.attestry.lab.LiveGuest;
import dev.attestry.lab.NitroDocument;
import dev.attestry.lab.NitroPki;
import dev.attestry.lab.NitroTpm;
import dev.attestry.lab.SnpGuest;
import dev.attestry.lab.SnpPki;
import dev.attestry.lab.SnpProduct;
import dev.attestry.lab.standin.Printed;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guest script with fakes of the devices that no build machine has: {@code nitro-tpm-attest},
 * and the report entries that Linux makes in configfs. What they hand out is the lab's.
 */
final class GuestDevicesTest {

  private static final String ID = "i-0123456789abcdef0";
  private static final Path SCRIPTS =
      Path.of(System.getProperty("attestry.project", "..")).resolve("infra/guest");
  private static final Challenge CHALLENGE =
      new Challenge(
          "log.example/2026", 4, Bytes.zeros(32), "aws/c", Bytes.zeros(16), Optional.empty());

  /** AMD 56421, table of certificates: what a host names them by. */
  private static final Map<String, String> GUIDS =
      Map.of(
          "vcek", "63da758de6644564adc5f4b93be8accd",
          "vlek", "a8074bc2a25a483eaae639c045a0b8a1",
          "ask", "4ab7b379bbac4fe4a02f05aef327c782",
          "ark", "c0b406a4a803495297433fb6014cd0ae",
          "crl", "92f81bc358114d3d97ffd19f88dc67ea");

  @TempDir private static Path machine;

  private static LiveGuest guest;
  private static Instant now;

  @BeforeAll
  static void boot() throws Exception {
    now = Instant.now();
    List<String> missing = LiveGuest.missing();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: not installed (swtpm, tpm2-tools): " + missing);
    }
    assumeTrue(missing.isEmpty(), "not installed (swtpm, tpm2-tools): " + missing);
    guest =
        LiveGuest.boot(machine, SCRIPTS, LinuxBoot.typical(Set.of(HashAlgorithm.SHA256), "quiet"));
    Files.createDirectories(machine.resolve("bin"));
    Files.createDirectories(machine.resolve("sys/kernel/config/tsm/report"));
    // As the kernel's mkdir there: an entry comes with its files, and goes with them.
    tool(
        "mkdir",
        """
        /bin/mkdir "$@" || exit
        case $* in */tsm/report/*) cp "$PWD"/entry/* "$1" ;; esac
        """);
    tool(
        "rmdir",
        "case $* in */tsm/report/*) cp \"$1\"/inblob \"$PWD\"/asked; rm -r \"$1\" ;; esac");
  }

  @AfterAll
  static void shutDown() {
    if (guest != null) {
      guest.close();
    }
  }

  /** Under a VCEK, and under a VLEK as on EC2. */
  @Test
  void aReportComesWithTheCertificatesOfTheHostsTable() throws Exception {
    SnpPki pki = snp();
    assertReport(SnpGuest.launch(pki, 5, new SecureRandom()), pki);
    assertReport(SnpGuest.launchUnderVlek(pki, 5, new SecureRandom()), pki);
  }

  private static void assertReport(SnpGuest snp, SnpPki pki) throws Exception {
    Target target = target("sev-snp");
    Bytes slot = target.recipe().slots(CHALLENGE).whole().orElseThrow();
    entry("sev_guest", snp.report(slot), table(snp.collateral(now)));
    Collected.Received r = ask(target, "");
    Verification v = verify(target, r, pki.anchor());
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(Bytes.of(Files.readAllBytes(machine.resolve("asked")))).isEqualTo(slot);
    assertThat(r.collateral().items()).hasSize(4);
  }

  /** A host's table may point anywhere: nothing beyond it is read, and the rest is. */
  @Test
  void anEntryThatPointsOutOfTheTableIsLeftOut() throws Exception {
    Bytes far = entryOfTable("vcek", 0x7fffffff, 10);
    Bytes good = entryOfTable("ask", 72, 3);
    entry(
        "sev_guest",
        Bytes.zeros(1184),
        Bytes.concat(far, good, Bytes.zeros(24), Bytes.of(1, 2, 3)));
    assertThat(ask(target("sev-snp"), "").collateral().items())
        .extracting(Collateral.Item::role, Collateral.Item::bytes)
        .containsExactly(tuple("ask", Bytes.of(1, 2, 3)));
  }

  /** A report of another kind of machine must not be taken for the one that is asked for. */
  @Test
  void aReportOfAnotherProviderIsNotHandedOut() throws Exception {
    entry("tdx_guest", Bytes.zeros(1184), Bytes.EMPTY);
    Collected c = GuestScript.ask(target("sev-snp"), CHALLENGE, runner(""), "test");
    assertThat(((Collected.Failed) c).reason()).isEqualTo(Collected.Reason.REFUSED);
    assertThat(guest.complaint()).contains("not of sev_guest");
  }

  @Test
  void aDocumentOfANitroTpmAnswersTheChallenge() throws Exception {
    NitroPki pki = NitroPki.of(LabPki.named("guest"));
    document(pki, Optional.empty());
    Target target = target("nitrotpm");
    Verification v = verify(target, ask(target, ""), pki.anchor());
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
  }

  /** AWS's document names the key that quotes; the bank of both is SHA-384. */
  @Test
  void aDocumentOfANitroTpmVouchesForTheKeyOfAQuote() throws Exception {
    guest.run("tpm2_readpublic -Q -c $ATTESTRY_AK -f der -o key.der");
    Bytes key = Bytes.of(Files.readAllBytes(machine.resolve("key.der")));
    NitroPki pki = NitroPki.of(LabPki.named("guest"));
    document(pki, Optional.of(key));
    Target target = target("tpm2-quote");
    // Its boot was measured into SHA-256 only.
    Verification v = verify(target, ask(target, "ATTESTRY_SYS=/nonexistent "), pki.anchor());
    assertThat(v.verdict()).as(v.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(v.claims().text("/ak/provenance")).contains("nitrotpm-document");
  }

  /** Microsoft's client ends with 0 whatever came of it, and says why where a token would stand. */
  @Test
  void aTokenOfAzureIsOverTheNonceAndOfTheProviderThatIsNamed() throws Exception {
    tool(
        "AttestationClient",
        """
        [ "$*" = "-a https://hospital.weu.attest.azure.net -n $(cat digits) -o token" ] || {
          printf 'No such provider, or eyJ.' && exit
        }
        printf 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln'
        """);
    Bytes nonce = CHALLENGE.nonce();
    write("digits", Bytes.utf8(nonce.hex()));
    assertThat(token(nonce, "https://hospital.weu.attest.azure.net").exit()).isZero();
    assertThat(token(nonce, "https://other.weu.attest.azure.net").exit()).isEqualTo(4);
    assertThat(guest.complaint()).contains("gave no token: No such provider");
    for (String no : List.of("''", "http://h.example", "'https://h.example;id'", "https://")) {
      assertThat(token(nonce, no).exit()).as(no).isEqualTo(2);
    }
  }

  private static Printed token(Bytes nonce, String provider) throws Exception {
    return guest.run(
        "PATH=$PWD/bin:$PATH exec attestry-evidence maa-jwt %s --provider %s"
            .formatted(nonce.hex(), provider));
  }

  /** The document that nitro-tpm-attest gives for our nonce, and key, and for no other. */
  private static void document(NitroPki pki, Optional<Bytes> key) throws IOException {
    Bytes nonce = CHALLENGE.nonce();
    NitroTpm tpm = NitroTpm.of(pki, ID, Map.of());
    NitroDocument.Request r =
        new NitroDocument.Request(now, Optional.of(nonce), Optional.empty(), key);
    write("document", tpm.attest(r));
    write("nonce", nonce);
    tool(
        "nitro-tpm-attest",
        """
        [ "$1" = --nonce ] && cmp -s "$2" nonce || exit 1
        [ $# = 2 ] || { [ "$3" = --public-key ] && cmp -s "$4" key.der; } || exit 1
        cat document
        """);
  }

  private static SnpPki snp() {
    return SnpPki.of(
        SnpProduct.GENOA,
        SnpPki.Keys.of(LabPki.named("guest")),
        now.minus(Duration.ofDays(30))); // a VLEK lives a year
  }

  private static void entry(String provider, Bytes report, Bytes table) throws IOException {
    Files.createDirectories(machine.resolve("entry"));
    write("entry/provider", Bytes.utf8(provider + "\n"));
    write("entry/outblob", report);
    write("entry/auxblob", table);
  }

  private static Bytes table(Collateral collateral) {
    int at = 24 * (collateral.items().size() + 1);
    Bytes heads = Bytes.EMPTY;
    Bytes blobs = Bytes.EMPTY;
    for (Collateral.Item i : collateral.items()) {
      heads = Bytes.concat(heads, entryOfTable(i.role(), at + blobs.length(), i.bytes().length()));
      blobs = Bytes.concat(blobs, i.bytes());
    }
    return Bytes.concat(heads, Bytes.zeros(24), blobs);
  }

  private static Bytes entryOfTable(String role, int offset, int length) {
    ByteBuffer numbers = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putInt(offset).putInt(length);
    return Bytes.concat(
        Bytes.ofHex(Optional.ofNullable(GUIDS.get(role)).orElseThrow()), Bytes.of(numbers.array()));
  }

  private static void tool(String name, String lines) throws IOException {
    Path file = machine.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + lines);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static void write(String name, Bytes content) throws IOException {
    Files.write(machine.resolve(name), content.toArray());
  }

  private static GuestScript.Runner runner(String with) {
    return (format, nonce, part) -> {
      Printed p =
          guest.run(
              "PATH=$PWD/bin:$PATH "
                  + with
                  + "exec attestry-evidence "
                  + format
                  + " "
                  + nonce
                  + " --part "
                  + part);
      if (p.exit() != 0) {
        throw GuestScript.NoAnswer.exit(p.exit());
      }
      return p.out();
    };
  }

  private static Collected.Received ask(Target target, String with) throws Exception {
    Collected c = GuestScript.ask(target, CHALLENGE, runner(with), "test");
    assertThat(c).as(guest.complaint()).isInstanceOf(Collected.Received.class);
    return (Collected.Received) c;
  }

  private static Target target(String scheme) {
    return new Target(
        "aws/c", ID, Schemes.named(scheme).orElseThrow(), Json.object(), Optional.empty());
  }

  private static Verification verify(Target target, Collected.Received r, TrustAnchor anchor) {
    return target
        .scheme()
        .verify(
            r.evidence(),
            new VerificationInput(
                Profile.FULL,
                Optional.of(now),
                target.recipe().slots(CHALLENGE),
                r.collateral(),
                TrustAnchors.of(List.of(anchor)),
                target.stated(),
                Crypto.fastest()));
  }
}
