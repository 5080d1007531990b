package dev.attestry.scheme.snp;

import java.util.Locale;

/** A security patch level (SPL) of TCB_VERSION, with its extension in AMD's certificates. */
enum TcbField {
  FMC(".3.9"),
  BOOTLOADER(".3.1"),
  TEE(".3.2"),
  SNP(".3.3"),
  MICROCODE(".3.8");

  private final String arc;

  TcbField(String arc) {
    this.arc = arc;
  }

  /** The extension that holds it (AMD 57230, table of custom extensions). */
  String oid() {
    return AmdCertificate.ARC + arc;
  }

  /** As claims name it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
