package dev.attestry.scheme.dcap;

import dev.attestry.codec.MalformedInput;
import dev.attestry.trust.Collateral;

/**
 * Intel's collateral for both TEEs at once: a TD and the enclave that holds the key of its token
 * need each its own TCB info and QE identity, under the same roles.
 */
final class MixedCollateral {

  private MixedCollateral() {}

  /**
   * Without the pieces for the other TEE.
   *
   * @param amongOthers whether they may be another part's; else one set alone is judged whatever it
   *     is for
   */
  static Collateral piecesFor(Tee tee, Collateral given, boolean amongOthers) {
    long sets = given.items().stream().filter(i -> i.role().equals("tcb_info")).count();
    if (!amongOthers && sets < 2) {
      return given;
    }
    return new Collateral(given.items().stream().filter(i -> isFor(tee, i)).toList());
  }

  private static boolean isFor(Tee tee, Collateral.Item item) {
    try {
      return switch (item.role()) {
        case "tcb_info", DcapCollateral.EARLY + "tcb_info" ->
            CollateralParser.tcbInfo(item.bytes()).body().id().equals(tee.tcbInfoId());
        case "qe_identity", DcapCollateral.EARLY + "qe_identity" ->
            CollateralParser.qeIdentity(item.bytes()).body().id().equals(tee.qeIdentityId());
        default -> true;
      };
    } catch (MalformedInput e) {
      return true; // it is read again, and then named
    }
  }
}
