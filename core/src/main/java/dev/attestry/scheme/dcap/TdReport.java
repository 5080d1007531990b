package dev.attestry.scheme.dcap;

import dev.attestry.codec.ByteReader;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The body of a TD quote (Intel TDX DCAP Quote Library API, A.3.2): 584 bytes for TDX 1.0, 648 for
 * 1.5.
 *
 * @param v15 what 1.5 adds
 */
record TdReport(
    Bytes teeTcbSvn,
    Bytes mrSeam,
    Bytes mrSignerSeam,
    Bytes seamAttributes,
    Bytes tdAttributes,
    Bytes xfam,
    Bytes mrTd,
    Bytes mrConfigId,
    Bytes mrOwner,
    Bytes mrOwnerConfig,
    List<Bytes> rtmrs,
    Bytes reportData,
    Optional<V15> v15)
    implements QuoteBody {

  static final int LENGTH_10 = 584;
  static final int LENGTH_15 = 648;

  TdReport {
    rtmrs = List.copyOf(rtmrs);
  }

  /**
   * @param teeTcbSvn2 SVNs of the TDX module that runs now, after an update under the TD
   * @param mrServiceTd of a bound service TD; zero if there is none
   */
  record V15(Bytes teeTcbSvn2, Bytes mrServiceTd) {}

  static TdReport read(ByteReader in, boolean is15) throws MalformedInput {
    Bytes teeTcbSvn = in.take(16);
    Bytes mrSeam = in.take(48);
    Bytes mrSignerSeam = in.take(48);
    Bytes seamAttributes = in.take(8);
    Bytes tdAttributes = in.take(8);
    Bytes xfam = in.take(8);
    Bytes mrTd = in.take(48);
    Bytes mrConfigId = in.take(48);
    Bytes mrOwner = in.take(48);
    Bytes mrOwnerConfig = in.take(48);
    List<Bytes> rtmrs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rtmrs.add(in.take(48));
    }
    Bytes reportData = in.take(64);
    return new TdReport(
        teeTcbSvn,
        mrSeam,
        mrSignerSeam,
        seamAttributes,
        tdAttributes,
        xfam,
        mrTd,
        mrConfigId,
        mrOwner,
        mrOwnerConfig,
        rtmrs,
        reportData,
        is15 ? Optional.of(new V15(in.take(16), in.take(48))) : Optional.empty());
  }

  /** A bit of TDATTRIBUTES, 0 to 63. */
  boolean attribute(int bit) {
    return (tdAttributes.u8(bit / 8) >> bit % 8 & 1) != 0;
  }

  @Override
  public int moduleVersion() {
    return teeTcbSvn.u8(1);
  }
}
