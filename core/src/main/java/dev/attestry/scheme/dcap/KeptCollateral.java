package dev.attestry.scheme.dcap;

import dev.attestry.codec.Recent;
import dev.attestry.crypto.Crypto;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.trust.Collateral;
import dev.attestry.trust.TrustAnchors;
import org.jspecify.annotations.Nullable;

/**
 * Collateral that was read and whose signatures were checked, by its content, the anchors and the
 * crypto that it was judged with: bounded, least recently used out first. Never a verdict: dates
 * and revocation are judged for each quote. Safe for use by several threads.
 */
public final class KeptCollateral {

  private record Key(Tee tee, Collateral collateral, TrustAnchors anchors, Crypto crypto) {}

  private final int atMost;
  private final boolean amongOthers;
  private final Recent<Key, DcapCollateral> kept;

  /** Most quotes come with the set of the one before, which is compared sooner than hashed. */
  private volatile @Nullable Latest latest;

  private record Latest(Key key, DcapCollateral collateral) {}

  private KeptCollateral(int atMost, boolean amongOthers) {
    this.atMost = atMost;
    this.amongOthers = amongOthers;
    this.kept = Recent.atMost(atMost);
  }

  /** Keeps nothing: all collateral is read and verified each time. */
  public static KeptCollateral none() {
    return new KeptCollateral(0, false);
  }

  /** Keeps this many sets. */
  public static KeptCollateral atMost(int sets) {
    return new KeptCollateral(sets, false);
  }

  /**
   * As many sets, of collateral for several parts: a piece for another TEE, or of another PCK CA,
   * is another part's. It says nothing of this one, where it would refute evidence that it was
   * given for alone.
   */
  public KeptCollateral amongOthers() {
    return new KeptCollateral(atMost, true);
  }

  DcapCollateral of(Tee tee, VerificationInput input) {
    Key key = new Key(tee, input.collateral(), input.anchors(), input.crypto());
    if (atMost == 0) {
      return read(key);
    }
    Latest l = latest;
    if (l != null && l.key.equals(key)) {
      return l.collateral;
    }
    @Nullable DcapCollateral known = kept.get(key);
    if (known == null) {
      known = read(key);
      kept.put(key, known);
    }
    latest = new Latest(key, known);
    return known;
  }

  private DcapCollateral read(Key key) {
    return DcapCollateral.read(
        MixedCollateral.piecesFor(key.tee, key.collateral, amongOthers),
        key.anchors,
        key.crypto,
        amongOthers);
  }
}
