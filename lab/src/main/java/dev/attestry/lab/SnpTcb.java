package dev.attestry.lab;

import dev.attestry.codec.Bytes;

/** Security patch levels of a platform; {@code fmc} exists on Turin only. */
public record SnpTcb(int fmc, int bootloader, int tee, int snp, int microcode) {

  /** A level at which nothing is known to be wrong, microcode above 0x7f as on real machines. */
  public static final SnpTcb CURRENT = new SnpTcb(1, 4, 0, 27, 219);

  /** TCB_VERSION as firmware writes it (AMD 56860). */
  public Bytes wire(SnpProduct product) {
    return product == SnpProduct.TURIN
        ? Bytes.of(fmc, bootloader, tee, snp, 0, 0, 0, microcode)
        : Bytes.of(bootloader, tee, 0, 0, 0, 0, snp, microcode);
  }
}
