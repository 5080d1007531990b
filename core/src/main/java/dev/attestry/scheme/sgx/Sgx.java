package dev.attestry.scheme.sgx;

import dev.attestry.evidence.Scheme;
import dev.attestry.scheme.dcap.DcapScheme;
import dev.attestry.scheme.dcap.Tee;
import java.util.List;

/** Intel SGX quotes, versions 3 to 5 (DCAP, ECDSA P-256), of enclaves. */
public final class Sgx {

  private Sgx() {}

  /** Reads and verifies all collateral each time. */
  public static Scheme keepingNothing() {
    return keeping(0);
  }

  /** Keeps read and verified collateral, at most this many sets; dates are judged each time. */
  public static Scheme keeping(int sets) {
    return DcapScheme.of(Tee.SGX, List.of("quote"), sets);
  }

  /** As above, as a part of a composite: collateral for another TEE is another part's. */
  public static Scheme amongOthers(int sets) {
    return DcapScheme.of(Tee.SGX, List.of("quote"), sets).amongOthers();
  }
}
