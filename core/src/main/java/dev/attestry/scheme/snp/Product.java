package dev.attestry.scheme.snp;

import java.util.Locale;
import java.util.Optional;

/** A processor line with its own root (ARK), TCB layout and length of hardware id. */
enum Product {
  MILAN("Milan", TcbLayout.MILAN_GENOA, 64),
  GENOA("Genoa", TcbLayout.MILAN_GENOA, 64),
  TURIN("Turin", TcbLayout.TURIN, 8);

  private final String label;
  private final TcbLayout layout;
  private final int hardwareIdLength;

  Product(String label, TcbLayout layout, int hardwareIdLength) {
    this.label = label;
    this.layout = layout;
    this.hardwareIdLength = hardwareIdLength;
  }

  /** As AMD's key distribution service spells it. */
  String label() {
    return label;
  }

  TcbLayout layout() {
    return layout;
  }

  /** Bytes of HWID in a VCEK; CHIP_ID is padded with zeros to 64. */
  int hardwareIdLength() {
    return hardwareIdLength;
  }

  /** What an anchor for this product's ARK is for. */
  String anchorPurpose() {
    return "amd-sev-" + label.toLowerCase(Locale.ROOT);
  }

  /** From the productName of a certificate: with the stepping on VCEKs, {@code Milan-B0}. */
  static Optional<Product> ofName(String name) {
    for (Product p : values()) {
      if (name.equals(p.label) || name.matches(p.label + "-[A-Z][0-9]")) {
        return Optional.of(p);
      }
    }
    return Optional.empty();
  }

  /** From the common name of an ARK. */
  static Optional<Product> ofArk(String commonName) {
    return commonName.startsWith("ARK-") ? ofName(commonName.substring(4)) : Optional.empty();
  }

  /** From CPUID, combined family and model, as reports carry it since version 3. */
  static Optional<Product> ofCpuid(int family, int model) {
    if (family == 0x19) {
      return switch (model >> 4) {
        case 0x0 -> Optional.of(MILAN);
        case 0x1, 0xa -> Optional.of(GENOA); // Genoa, Bergamo, Siena: one root
        default -> Optional.empty();
      };
    }
    return family == 0x1a && model <= 0x11 ? Optional.of(TURIN) : Optional.empty();
  }
}
