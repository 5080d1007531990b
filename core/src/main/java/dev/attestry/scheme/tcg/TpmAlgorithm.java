package dev.attestry.scheme.tcg;

import dev.attestry.crypto.HashAlgorithm;
import java.util.Optional;

/** TPM_ALG_ID values (TCG Algorithm Registry, table 3) that we look up; an allow-list. */
public final class TpmAlgorithm {

  public static final int RSA = 0x0001;
  public static final int NULL = 0x0010;
  public static final int RSASSA = 0x0014;
  public static final int RSAPSS = 0x0016;
  public static final int ECDSA = 0x0018;
  public static final int ECDAA = 0x001a;
  public static final int ECC = 0x0023;

  private TpmAlgorithm() {}

  /** The hash with this id, where we compute it. */
  public static Optional<HashAlgorithm> hash(int id) {
    return switch (id) {
      case 0x0004 -> Optional.of(HashAlgorithm.SHA1);
      case 0x000b -> Optional.of(HashAlgorithm.SHA256);
      case 0x000c -> Optional.of(HashAlgorithm.SHA384);
      case 0x000d -> Optional.of(HashAlgorithm.SHA512);
      default -> Optional.empty(); // SM3-256 and SHA-3 are known and not computed
    };
  }

  /** The id of a hash. */
  public static int id(HashAlgorithm hash) {
    return switch (hash) {
      case SHA1 -> 0x0004;
      case SHA256 -> 0x000b;
      case SHA384 -> 0x000c;
      case SHA512 -> 0x000d;
    };
  }
}
