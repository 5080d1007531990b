package dev.attestry.scheme.dcap;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.UtcTime;
import dev.attestry.evidence.Findings;
import java.util.Optional;

/** Platform and TDX module against TCB info: does it fit, and at which level are they. */
final class Platform {

  private final Quote quote;
  private final Tee tee;
  private final TcbInfo info;
  private final Findings findings;

  Platform(Quote quote, TcbInfo info, Findings findings) {
    this.quote = quote;
    this.tee = quote.tee();
    this.info = info;
    this.findings = findings;
  }

  /** The status, if Intel's levels give one. */
  Optional<TcbEvaluation> judge(PckExtensions pck, Optional<TcbLevel.Isv> qe) {
    findings.require(
        DcapCheck.TCB_INFO_ID.of(tee),
        info.id().equals(tee.tcbInfoId()),
        info.id() + ", version " + info.version(),
        tee.tcbInfoId() + " expected, the TCB info is for " + info.id());
    findings.require(
        DcapCheck.TCB_INFO_FMSPC.of(tee),
        info.isFor(pck),
        "FMSPC " + pck.fmspc() + ", PCEID " + pck.pceId(),
        () ->
            "FMSPC and PCEID of the PCK certificate are "
                + (pck.fmspc() + " and " + pck.pceId())
                + ", the TCB info is for "
                + (info.fmspc() + " and " + info.pceId()));
    if (quote.body() instanceof TdReport td) {
      module(td);
    }
    Optional<TcbEvaluation> tcb = TcbEvaluation.of(info, pck, quote.body(), qe);
    findings.require(
        DcapCheck.TCB_LEVEL.of(tee),
        tcb.isPresent(),
        tcb.map(
                t ->
                    t.status().label()
                        + ", TCB of "
                        + UtcTime.text(t.platform().standing().tcbDate()))
            .orElse(""),
        "the platform's SVNs are below every level of the TCB info: not supported");
    tcb.ifPresent(
        t ->
            findings.require(
                DcapCheck.TCB_NOT_REVOKED.of(tee),
                t.status() != TcbStatus.REVOKED,
                "the TCB level is not revoked",
                () -> "Intel revoked this TCB level: " + t.advisories()));
    return tcb;
  }

  /** QVL, TdxModuleCheck: whose SEAM module it is, and at which level its own SVN is. */
  private void module(TdReport td) {
    int version = td.moduleVersion();
    Optional<TcbInfo.ModuleIdentity> identity = info.module(version);
    Optional<TcbInfo.Module> expected =
        version > 0 ? identity.map(TcbInfo.ModuleIdentity::module) : info.tdxModule();
    Optional<TcbLevel.Isv> level = TcbEvaluation.moduleLevel(info, td);
    String wrong =
        expected.isEmpty()
            ? "the TCB info knows no TDX module of major version " + version
            : !isIntels(td, expected.get())
                ? "MRSIGNERSEAM or SEAMATTRIBUTES are not those of Intel's TDX module"
                : version > 0 && level.isEmpty() ? "the TDX module's SVN is below every level" : "";
    findings.require(
        DcapCheck.TDX_MODULE.of(tee),
        wrong.isEmpty(),
        "Intel's, major version "
            + version
            + level.map(l -> ", " + l.standing().status().label()).orElse(""),
        wrong);
  }

  private static boolean isIntels(TdReport td, TcbInfo.Module module) {
    Bytes attributes = td.seamAttributes();
    return td.mrSignerSeam().equals(module.mrSigner())
        && attributes.isZero()
        && Masked.equal(attributes, module.attributes(), module.attributesMask());
  }
}
