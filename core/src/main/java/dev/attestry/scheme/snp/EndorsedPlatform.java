package dev.attestry.scheme.snp;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.CertificatePath;
import dev.attestry.crypto.CommonName;
import dev.attestry.evidence.Findings;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether report and certificate speak of one platform: TCB, product, chip (AMD 57230). */
final class EndorsedPlatform {

  private final SnpReport report;
  private final Endorsement endorsement;
  private final AmdCertificate leaf;
  private final Optional<Product> product;
  private final Findings findings;

  EndorsedPlatform(SnpReport report, Endorsement endorsement, Findings findings) {
    this.report = report;
    this.endorsement = endorsement;
    this.leaf = endorsement.leaf();
    // Version 2 carries no CPUID: then the product is what the certificate says.
    this.product = report.product().or(leaf::product);
    this.findings = findings;
  }

  void judge() {
    tcb();
    product();
    chip();
  }

  /** The key is derived from REPORTED_TCB: every level of the certificate is that of the report. */
  private void tcb() {
    if (product.isEmpty()) {
      findings.fail(SnpCheck.TCB_MATCHES, "no known product, so no known layout of TCB_VERSION");
      return;
    }
    TcbLayout layout = product.get().layout();
    TcbVersion reported = report.tcb().reported();
    List<String> wrong = new ArrayList<>();
    Map<TcbField, Integer> levels = reported.levels(layout);
    for (TcbField field : TcbField.values()) {
      Optional<Integer> certified = Optional.ofNullable(leaf.levels().get(field));
      Optional<Integer> found = Optional.ofNullable(levels.get(field));
      // AMD may certify a level that the product lacks only as zero.
      boolean same = found.isPresent() ? found.equals(certified) : certified.orElse(0) == 0;
      if (!same) {
        wrong.add(
            field.label()
                + " is "
                + found.map(String::valueOf).orElse("none")
                + ", certified is "
                + certified.map(String::valueOf).orElse("none"));
      }
    }
    if (!reported.reservedIsZero(layout)) {
      wrong.add("reserved bytes of REPORTED_TCB " + reported.hex() + " are not zero");
    }
    findings.require(
        SnpCheck.TCB_MATCHES,
        wrong.isEmpty(),
        "REPORTED_TCB " + reported.hex() + " is what the key was derived for",
        String.join("; ", wrong));
  }

  /** Certificate, CPUID, ASK or ASVK, and ARK must all name one product. */
  private void product() {
    List<String> wrong = new ArrayList<>();
    Optional<Product> certified = leaf.product();
    if (certified.isEmpty()) {
      findings.fail(SnpCheck.PRODUCT, "the certificate's productName is of no known product");
      return;
    }
    if (report.cpuid().isPresent() && !report.product().equals(certified)) {
      SnpReport.Cpuid c = report.cpuid().get();
      wrong.add(
          String.format(
              "CPUID family 0x%x model 0x%x is %s",
              c.family(),
              c.model(),
              report.product().map(Product::label).orElse("no known product")));
    }
    endorsement.ark().ifPresent(c -> named(c, "ARK-" + certified.get().label(), wrong));
    endorsement
        .ask()
        .ifPresent(c -> named(c, endorsement.presentedAs().issuer(certified.get()), wrong));
    findings.require(
        SnpCheck.PRODUCT,
        wrong.isEmpty(),
        certified.get().label()
            + (report.cpuid().isEmpty() ? "; version 2 carries no CPUID to compare" : ""),
        "the certificate is for " + certified.get().label() + ": " + String.join("; ", wrong));
  }

  private static void named(X509Certificate c, String expected, List<String> wrong) {
    if (!CommonName.of(c.getSubjectX500Principal()).equals(Optional.of(expected))) {
      wrong.add(expected + " expected in the chain, " + CertificatePath.name(c) + " given");
    }
  }

  private void chip() {
    if (endorsement.presentedAs() == SigningKey.VLEK) {
      findings.require(
          SnpCheck.CHIP_ID,
          leaf.cspId().isPresent(),
          "a VLEK names no chip, but whom AMD leased it to",
          "a VLEK must carry a CSP_ID, this one has none");
      return;
    }
    if (leaf.hardwareId().isEmpty()) {
      findings.fail(SnpCheck.CHIP_ID, "the VCEK has no hwID extension");
      return;
    }
    Bytes id = leaf.hardwareId().get();
    Bytes chip = report.chipId();
    boolean holds =
        product.filter(p -> p.hardwareIdLength() == id.length()).isPresent()
            && chip.startsWith(id)
            && chip.slice(id.length(), chip.length()).isZero();
    findings.require(
        SnpCheck.CHIP_ID,
        holds,
        "CHIP_ID is the VCEK's hwID",
        chip.isZero()
            ? "CHIP_ID is masked (zero), the VCEK is for one chip"
            : "CHIP_ID and the VCEK's hwID differ, or have not the product's length");
  }
}
