package dev.attestry.scheme.dcap;

import dev.attestry.evidence.Findings;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The platform judged once more, by Intel's early set: what a TCB recovery asks for from the day of
 * its disclosure (PCS API, update=early). Intel makes it the standard set later, at a date that no
 * set states. So a worse status refuses nothing, it warns; but a set that is not genuine, not about
 * this platform or older than the standard one is refused: it would hide the warning.
 */
final class EarlyEvaluation {

  private final Quote quote;
  private final Tee tee;
  private final DcapCollateral collateral;
  private final Findings findings;

  EarlyEvaluation(Quote quote, DcapCollateral collateral, Findings findings) {
    this.quote = quote;
    this.tee = quote.tee();
    this.collateral = collateral;
    this.findings = findings;
  }

  /**
   * The status, if there is a sound early set and something to compare it with.
   *
   * @param standard the status by the standard set
   */
  Optional<EarlyStatus> judge(
      CollateralSigner signer,
      Optional<PlatformCertificate> pck,
      Optional<TcbEvaluation> standard) {
    EvaluationSet set = collateral.early();
    if (set.tcbInfo().isEmpty()) {
      findings.notApplicable(
          DcapCheck.EARLY_STATUS.of(tee), "no readable early set (early_tcb_info) was given");
      return Optional.empty();
    }
    if (pck.isEmpty() || standard.isEmpty()) {
      findings.skip(DcapCheck.EARLY_STATUS.of(tee), "no status by the standard set to compare");
      return Optional.empty();
    }
    PckExtensions platform = pck.get().extensions();
    TcbInfo info = set.tcbInfo().get().body();
    boolean sound = signer.judge(set.tcbInfo().get(), CollateralSigner.EARLY_TCB_INFO);
    sound &= fits(info, platform);
    if (set.qeIdentity().isPresent()) {
      sound &= signer.judge(set.qeIdentity().get(), CollateralSigner.EARLY_QE_IDENTITY);
      sound &= fits(set.qeIdentity().get().body());
    }
    sound &= notOlder(set, collateral.standard());
    if (!sound) {
      findings.skip(
          DcapCheck.EARLY_STATUS.of(tee),
          "the early set is not shown to be Intel's for this platform");
      return Optional.empty();
    }
    return Optional.of(status(set, info, platform, standard.get()));
  }

  private EarlyStatus status(
      EvaluationSet set, TcbInfo info, PckExtensions platform, TcbEvaluation standard) {
    Optional<TcbLevel.Isv> qe =
        set.qeIdentity().isPresent()
            ? set.qeIdentity().get().body().level(quote.qeReport())
            : standard.qe();
    Optional<TcbEvaluation> tcb =
        TcbEvaluation.of(info, platform, quote.body(), qe)
            .filter(t -> t.module().isPresent() || quote.body().moduleVersion() == 0)
            .filter(t -> qe.isPresent() || set.qeIdentity().isEmpty());
    TcbStatus now = standard.status();
    EarlyStatus early =
        new EarlyStatus(
            set, tcb, tcb.filter(t -> t.status().compareTo(now) <= 0).isEmpty(), info.recovery());
    String by = "Intel's early set " + info.validity().evaluationDataNumber();
    findings.pass(
        DcapCheck.EARLY_STATUS.of(tee),
        early.worse()
            ? "warning: "
                + now.label()
                + " only until Intel makes its early set the standard one; "
                + early.label()
                + " by "
                + by
                + ", since the TCB recovery of "
                + early.recovery()
            : early.label() + " by " + by + " too");
    return early;
  }

  private boolean fits(TcbInfo info, PckExtensions platform) {
    return require(
        DcapCheck.EARLY_TCB_INFO_FITS,
        info.id().equals(tee.tcbInfoId()) && info.isFor(platform),
        info.id() + ", FMSPC " + info.fmspc() + ", PCEID " + info.pceId(),
        () ->
            "for "
                + (info.id() + ", FMSPC " + info.fmspc() + ", PCEID " + info.pceId())
                + ": not for this platform");
  }

  private boolean fits(QeIdentity identity) {
    return require(
        DcapCheck.EARLY_QE_IDENTITY_FITS,
        identity.id().equals(tee.qeIdentityId()),
        identity.id(),
        () -> tee.qeIdentityId() + " expected, the identity is for " + identity.id());
  }

  private boolean notOlder(EvaluationSet early, EvaluationSet standard) {
    return require(
        DcapCheck.EARLY_NOT_OLDER,
        !older(early.tcbInfo(), standard.tcbInfo())
            && !older(early.qeIdentity(), standard.qeIdentity()),
        "its TCB evaluation data numbers are not below those of the standard set",
        () -> "a TCB evaluation data number of it is below that of the standard set");
  }

  private static <T extends SignedBody> boolean older(
      Optional<DcapCollateral.Signed<T>> early, Optional<DcapCollateral.Signed<T>> standard) {
    return early.isPresent()
        && standard.isPresent()
        && early.get().body().validity().evaluationDataNumber()
            < standard.get().body().validity().evaluationDataNumber();
  }

  private boolean require(DcapCheck check, boolean holds, String passed, Supplier<String> failed) {
    findings.require(check.of(tee), holds, passed, failed);
    return holds;
  }
}
