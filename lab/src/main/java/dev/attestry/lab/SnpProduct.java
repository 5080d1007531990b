package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.util.Locale;

/** The processor lines that the lab's SNP guests can run on. */
public enum SnpProduct {
  MILAN("Milan", "Milan-B0", 0x19, 0x01, 64),
  GENOA("Genoa", "Genoa", 0x19, 0x11, 64),
  TURIN("Turin", "Turin", 0x1a, 0x02, 8);

  private final String label;
  private final String vcekName;
  private final int family;
  private final int model;
  private final int hardwareIdLength;

  SnpProduct(String label, String vcekName, int family, int model, int hardwareIdLength) {
    this.label = label;
    this.vcekName = vcekName;
    this.family = family;
    this.model = model;
    this.hardwareIdLength = hardwareIdLength;
  }

  String label() {
    return label;
  }

  /** productName of its VCEKs; VLEKs carry the label. */
  String vcekName() {
    return vcekName;
  }

  /** CPUID_FAM_ID, CPUID_MOD_ID, CPUID_STEP. */
  Bytes cpuid() {
    return Bytes.of(family, model, 1);
  }

  int hardwareIdLength() {
    return hardwareIdLength;
  }

  /** What an anchor for its ARK is for. */
  String anchorPurpose() {
    return "amd-sev-" + label.toLowerCase(Locale.ROOT);
  }
}
