package dev.attestry.scheme.tdx;

import dev.attestry.evidence.Scheme;
import dev.attestry.scheme.dcap.DcapScheme;
import dev.attestry.scheme.dcap.Tee;
import java.util.List;

/**
 * Intel TDX quotes, versions 4 and 5, of TDX 1.0 and 1.5, with the event log {@code ccel} if given;
 * its claims stand under {@code /boot}, as of {@code tcg-eventlog}.
 */
public final class Tdx {

  private Tdx() {}

  /** Reads and verifies all collateral each time. */
  public static Scheme keepingNothing() {
    return keeping(0);
  }

  /** Keeps read and verified collateral, at most this many sets; dates are judged each time. */
  public static Scheme keeping(int sets) {
    return DcapScheme.of(Tee.TDX, List.of("quote", "ccel"), sets);
  }

  /** As above, as a part of a composite: collateral for another TEE is another part's. */
  public static Scheme amongOthers(int sets) {
    return DcapScheme.of(Tee.TDX, List.of("quote", "ccel"), sets).amongOthers();
  }
}
