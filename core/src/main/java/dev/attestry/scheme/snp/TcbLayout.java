package dev.attestry.scheme.snp;

import java.util.OptionalInt;

/**
 * Which byte of TCB_VERSION holds which level (AMD 56860, TCB_VERSION); the others are reserved.
 */
enum TcbLayout {
  MILAN_GENOA,
  TURIN;

  /** The byte that holds a level; empty where the product has no such level. */
  OptionalInt byteOf(TcbField field) {
    return switch (this) {
      case MILAN_GENOA ->
          switch (field) {
            case FMC -> OptionalInt.empty();
            case BOOTLOADER -> OptionalInt.of(0);
            case TEE -> OptionalInt.of(1);
            case SNP -> OptionalInt.of(6);
            case MICROCODE -> OptionalInt.of(7);
          };
      case TURIN ->
          OptionalInt.of(
              switch (field) {
                case FMC -> 0;
                case BOOTLOADER -> 1;
                case TEE -> 2;
                case SNP -> 3;
                case MICROCODE -> 7;
              });
    };
  }
}
