package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Genuine cases in which every part and every piece of collateral of every scheme stands. */
final class MutationCases {

  private static final String LINE = "ro quiet";
  private static final SoftTpm TPM = TpmLab.booted();

  /** Making them takes longer than judging them. */
  private static final List<LabCase> ALL = make();

  private MutationCases() {}

  /** The plain form of each scheme first. */
  static List<LabCase> all() {
    return ALL;
  }

  private static List<LabCase> make() {
    List<LabCase> out = new ArrayList<>();
    out.add(snp("", SnpGuest.launch(SnpLab.MILAN, 3, random("chip"))));
    out.add(td());
    out.add(quote());
    out.addAll(CloudLab.all().filter(c -> !c.name().equals("tdx")).toList());
    out.add(maaFetched());
    out.add(googleFetched());
    CompositeLab.all().map(MutationCases::whole).forEach(out::add);
    out.add(CloudLab.log(List.of()));
    out.add(PostureTest.bucket());
    out.add(chain());
    out.add(log("tcg-eventlog", "eventlog"));
    out.add(log("ima-log", "ima_log"));
    out.add(booted());
    out.add(gceTdxBooted());
    out.add(snp(" vlek", SnpGuest.launchUnderVlek(SnpLab.MILAN, 3, random("fleet"))));
    out.add(pckBeside());
    out.add(issuersBeside());
    out.add(named("azure-cvm tdx", CompositeLab.cvmOnTdx()));
    return List.copyOf(out);
  }

  private static SecureRandom random(String name) {
    return LabRandom.of(Bytes.zeros(32), name);
  }

  private static LabCase named(String name, LabCase c) {
    return new LabCase(name, c.scheme(), c.evidence(), c.input());
  }

  /** With the entry of the integrity log that may come along. */
  private static LabCase whole(LabCase c) {
    return c.name().equals("gce-shielded-vm")
        ? c.with("entry", CompositeLab.SHIELDED_A.log(List.of()).part("entry").orElse(Bytes.EMPTY))
        : c;
  }

  private static LabCase gceTdxBooted() {
    return named(
        "gce-tdx booted",
        CompositeLab.gceTdx(
            CompositeLab.td("firmware 1").booted(TdBoot.typical(LINE)),
            DcapLab.answers("TDX").collateral(),
            CloudLab.ENDORSER,
            "firmware 1"));
  }

  private static LabCase snp(String form, SnpGuest guest) {
    return new LabCase(
        "sev-snp" + form,
        CompositeLab.scheme("sev-snp"),
        guest.evidence(SnpLab.NONCE),
        SnpLab.input(guest.collateral(SnpLab.NOW)));
  }

  /** A TD, by the set in force and the early one. */
  private static LabCase td() {
    DcapAnswers a = DcapLab.answers("TDX");
    return new LabCase(
        "tdx",
        CompositeLab.scheme("tdx"),
        DcapLab.TD.evidence(DcapLab.NONCE),
        DcapLab.input(a.collateral().plus(a.early())));
  }

  /** With its event log, by itself: it takes longer to judge than all the rest. */
  private static LabCase booted() {
    return new LabCase(
        "tdx booted",
        CompositeLab.scheme("tdx"),
        DcapLab.TD.booted(TdBoot.typical(LINE)).evidence(DcapLab.NONCE),
        DcapLab.input(DcapLab.answers("TDX").collateral()));
  }

  /** The quote names its certificate only. */
  private static LabCase pckBeside() {
    Bytes quote = DcapLab.TD.draft(DcapLab.NONCE).certification(3, Bytes.zeros(36)).bytes();
    Collateral chain =
        new Collateral(
            List.of(new Collateral.Item("pck_chain", DcapLab.PLATFORM.pckChain(), "lab")));
    return new LabCase(
        "tdx pck-chain",
        CompositeLab.scheme("tdx"),
        Evidence.of("application/vnd.attestry.tdx-quote", Map.of("quote", quote)),
        DcapLab.input(DcapLab.answers("TDX").collateral().plus(chain.items())));
  }

  private static LabCase quote() {
    return new LabCase("tpm2-quote", TpmLab.SCHEME, TPM.evidence(TpmLab.NONCE), TpmLab.input(TPM));
  }

  /** The chain ends early; the CAs come along. */
  private static LabCase issuersBeside() {
    LabCase c = quote().with("ak_chain", LabPem.of(TPM.ak()));
    Bytes issuers = LabPem.of(TPM.issuer(), TPM.root());
    return named(
        "tpm2-quote issuers",
        c.with(
            c.input()
                .withCollateral(
                    c.input()
                        .collateral()
                        .plus(List.of(new Collateral.Item("ak_issuers", issuers, "lab"))))));
  }

  /** A log by itself, beside the registers and the quote of which only the digest is looked at. */
  private static LabCase log(String scheme, String role) {
    Map<String, Bytes> parts = new TreeMap<>(TPM.evidence(TpmLab.NONCE).parts());
    parts.keySet().retainAll(List.of(role, "pcrs", "eventlog", "attest"));
    return new LabCase(
        scheme,
        CompositeLab.scheme(scheme),
        Evidence.of("application/vnd.attestry." + scheme, parts),
        VerificationInput.asGiven(TpmLab.NOW, Crypto.fastest()));
  }

  private static LabCase maaFetched() {
    LabCase c = CloudLab.maa();
    return named(
        "maa-jwt fetched",
        c.with(
            c.input()
                .withAnchors(
                    TrustAnchors.of(List.of(CloudLab.MAA.issuerAnchor(), DcapLab.PKI.anchor())))
                .withCollateral(CloudLab.MAA.published(CloudLab.NOW))));
  }

  private static LabCase googleFetched() {
    LabCase c =
        CloudLab.google(
            "fetched",
            CloudLab.GOOGLE.oidc(CloudLab.HEX_NONCE, CloudLab.AUDIENCE, "app 1", CloudLab.NOW));
    TrustAnchor.Material set = (TrustAnchor.Material) CloudLab.GOOGLE.anchors().get(0);
    TrustAnchor issuer =
        new TrustAnchor.Material(
            GoogleIssuer.ATTESTATION,
            "issuer",
            Bytes.utf8("https://confidentialcomputing.googleapis.com"),
            "lab");
    return c.with(
        CloudLab.input(List.of(issuer))
            .withExpectedNonce(CloudLab.HEX_NONCE)
            .withStated(Json.object().put("expected_audience", CloudLab.AUDIENCE))
            .withCollateral(
                new Collateral(List.of(new Collateral.Item("jwks", set.bytes(), "lab")))));
  }

  /** A chain with the lists of both its CAs. */
  private static LabCase chain() {
    LabIdentity root = CloudLab.LAB.root("CN=lab root", LabKeyType.P384);
    LabIdentity ca =
        CloudLab.LAB.authority(
            root, "CN=lab ca", LabKeyType.P384, CloudLab.NOW, Duration.ofDays(30));
    LabIdentity leaf =
        LabCertificate.of("CN=leaf", CloudLab.LAB.key("leaf", LabKeyType.P256))
            .listedAt("http://lab.example/ca.crl")
            .under(ca);
    Duration day = Duration.ofDays(1);
    List<Collateral.Item> lists = new ArrayList<>();
    for (LabIdentity issuer : List.of(ca, root)) {
      lists.add(issuer.list("crl", CloudLab.NOW.minus(day), CloudLab.NOW.plus(day), Map.of()));
    }
    return new LabCase(
        "certs",
        CompositeLab.scheme("certs"),
        Evidence.of(
            "application/pem-certificate-chain", Map.of("chain", LabPem.of(leaf, ca, root))),
        CloudLab.input(List.of(root.anchor("lab"))).withCollateral(new Collateral(lists)));
  }
}
