package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The TCB status of a platform (Intel QVL, TcbLevelCheck, TdxModuleCheck, TDRelaunchCheck).
 *
 * @param platform the first level that all SVNs reach
 * @param sgxOnly the first level that the SGX part alone reaches
 * @param module level of the TDX module, where it has SVNs of its own
 * @param qe level of the quoting enclave; empty where no QE identity was given
 */
record TcbEvaluation(
    TcbLevel platform,
    TcbLevel sgxOnly,
    Optional<TcbLevel.Isv> module,
    Optional<TcbLevel.Isv> qe,
    TcbStatus status) {

  /** The level of a TDX module whose SVN has levels of its own, if it reaches any. */
  static Optional<TcbLevel.Isv> moduleLevel(TcbInfo info, QuoteBody body) {
    return body instanceof TdReport td && td.moduleVersion() > 0
        ? info.module(td.moduleVersion())
            .flatMap(m -> TcbLevel.Isv.reached(m.levels(), td.teeTcbSvn().u8(0)))
        : Optional.empty();
  }

  /** The status, if the platform reaches any level: a lower one is not supported. */
  static Optional<TcbEvaluation> of(
      TcbInfo info, PckExtensions pck, QuoteBody body, Optional<TcbLevel.Isv> qe) {
    Optional<TcbLevel> sgxOnly = Optional.empty();
    for (TcbLevel level : info.levels()) {
      if (!level.reachedBy(pck)) {
        continue;
      }
      sgxOnly = sgxOnly.or(() -> Optional.of(level));
      if (!(body instanceof TdReport td) || level.reachedBy(td)) {
        return Optional.of(of(info, body, level, sgxOnly.get(), qe));
      }
    }
    return Optional.empty();
  }

  private static TcbEvaluation of(
      TcbInfo info,
      QuoteBody body,
      TcbLevel platform,
      TcbLevel sgxOnly,
      Optional<TcbLevel.Isv> qe) {
    Optional<TcbLevel.Isv> module = moduleLevel(info, body);
    TcbStatus status = platform.standing().status();
    if (module.isPresent()) {
      status = status.convergedWith(module.get().standing().status());
    }
    TcbEvaluation soFar = new TcbEvaluation(platform, sgxOnly, module, qe, status);
    if (body instanceof TdReport td && soFar.relaunchAdvised(td, info)) {
      status =
          status == TcbStatus.OUT_OF_DATE
              ? TcbStatus.TD_RELAUNCH_ADVISED
              : TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED;
    }
    if (qe.isPresent()) {
      status = status.convergedWith(qe.get().standing().status());
    }
    return new TcbEvaluation(platform, sgxOnly, module, qe, status);
  }

  /** Everything that Intel's advisories say of these levels. */
  SortedSet<String> advisories() {
    SortedSet<String> all = new TreeSet<>(platform.standing().advisories());
    module.ifPresent(m -> all.addAll(m.standing().advisories()));
    qe.ifPresent(q -> all.addAll(q.standing().advisories()));
    return all;
  }

  /**
   * Whether only the TD is old: it was launched under a module that has since been updated, and the
   * module that runs now, TEE_TCB_SVN_2, is the newest (QVL, TDRelaunchCheck).
   */
  private boolean relaunchAdvised(TdReport td, TcbInfo info) {
    if (td.v15().isEmpty()
        || !status.outOfDate()
        || !sgxOnly.standing().status().current()
        || module.filter(m -> m.standing().status() == TcbStatus.OUT_OF_DATE).isEmpty()
        || qe.filter(q -> q.standing().status().outOfDate()).isPresent()) {
      return false;
    }
    TcbLevel newest = info.levels().get(0);
    Bytes svn2 = td.v15().get().teeTcbSvn2();
    int major = svn2.u8(1);
    Optional<Integer> newestModule =
        major == 0
            ? newest.tdx().map(t -> t.u8(0))
            : info.module(major)
                .flatMap(m -> m.levels().stream().findFirst())
                .map(TcbLevel.Isv::isvSvn);
    return newestModule.filter(n -> svn2.u8(0) >= n).isPresent()
        && newest.tdx().filter(t -> svn2.u8(2) >= t.u8(2)).isPresent();
  }
}
