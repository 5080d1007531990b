package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A level of a platform's TCB info.
 *
 * @param sgx SVNs of the 16 components
 * @param tdx SVNs of the 16 TDX components, in TCB info for TDX
 */
record TcbLevel(Bytes sgx, int pceSvn, Optional<Bytes> tdx, Standing standing) {

  /** Highest first, as QVL orders them: SGX components, PCESVN, TDX components. */
  static final Comparator<TcbLevel> HIGHEST_FIRST =
      Comparator.comparing(TcbLevel::sgx)
          .thenComparingInt(TcbLevel::pceSvn)
          .thenComparing(l -> l.tdx().orElse(Bytes.EMPTY))
          .reversed();

  /** What Intel says of whoever is at a level. */
  record Standing(TcbStatus status, Instant tcbDate, List<String> advisories) {
    Standing {
      advisories = List.copyOf(advisories);
    }
  }

  /** A level of a QE or a TDX module. */
  record Isv(int isvSvn, Standing standing) {

    static final Comparator<Isv> HIGHEST_FIRST = Comparator.comparingInt(Isv::isvSvn).reversed();

    /** The first of levels, highest first, that an SVN reaches. */
    static Optional<Isv> reached(List<Isv> levels, int svn) {
      return levels.stream().filter(l -> l.isvSvn <= svn).findFirst();
    }
  }

  /** Whether the PCK certificate's SVNs reach it. */
  boolean reachedBy(PckExtensions pck) {
    return reaches(pck.components(), sgx, 0) && pck.pceSvn() >= pceSvn;
  }

  /**
   * Whether the TD's SVNs reach it; with a module of its own version the first two are not the
   * platform's.
   */
  boolean reachedBy(TdReport td) {
    return tdx.isPresent() && reaches(td.teeTcbSvn(), tdx.get(), td.moduleVersion() > 0 ? 2 : 0);
  }

  private static boolean reaches(Bytes svns, Bytes wanted, int from) {
    for (int i = from; i < wanted.length(); i++) {
      if (svns.u8(i) < wanted.u8(i)) {
        return false;
      }
    }
    return true;
  }
}
