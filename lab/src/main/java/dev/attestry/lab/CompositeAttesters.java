package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Slots;
import dev.attestry.sweep.Collected;
import dev.attestry.trust.Collateral;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Makes machines that answer in several parts, each with a nonce of its own. */
final class CompositeAttesters {

  private final LabSite site;

  CompositeAttesters(LabSite site) {
    this.site = site;
  }

  private record Parts(BiFunction<Slots, Instant, Collected.Received> answers)
      implements LabAttester {

    @Override
    public Collected.Received answer(Bytes slot, Instant now) {
      return answer(Slots.of(slot), now);
    }

    @Override
    public Collected.Received answer(Slots slots, Instant now) {
      return answers.apply(slots, now);
    }
  }

  LabAttester azureCvm(String component, AzureVm vm) {
    AzureCvm cvm = AzureCvm.of(vm, site.maa(component));
    return new Parts(
        (slots, now) -> new Collected.Received(cvm.evidence(slots, now), cvm.collateral(now)));
  }

  /** With what Google's log says of its boot: as its baseline. */
  LabAttester shieldedVm(String component, String commandLine) {
    long id = Math.floorMod(component.hashCode(), Integer.MAX_VALUE);
    ShieldedVm vm = ShieldedVm.of(site.lab(), id, site.month());
    site.trust().accept(vm.anchor());
    SoftTpm vtpm = vm.vtpm(commandLine);
    Map<String, Bytes> entry = vm.log(List.of()).parts();
    return new Parts(
        (slots, now) -> {
          Evidence e = vm.evidence(vtpm, slots.part("quote").whole().orElse(Bytes.EMPTY));
          Map<String, Bytes> parts = new LinkedHashMap<>(e.parts());
          parts.putAll(entry);
          return new Collected.Received(Evidence.of(e.mediaType(), parts), vm.collateral());
        });
  }

  /**
   * @param runs names the firmware that Google's endorser vouches for
   * @param commandLine of the kernel that it boots
   */
  LabAttester gceTdx(String component, String runs, String commandLine) {
    GceEndorser endorser = GceEndorser.of(site.lab(), site.month());
    site.trust().accept(endorser.anchor());
    TdxGuest td =
        TdxGuest.launch(site.platform(component), 4, runs)
            .writing(136, GceEndorser.mrtd(runs))
            .booted(TdBoot.typical(commandLine));
    List<Collateral.Item> endorsed = endorsed(endorser, runs);
    return (slot, now) ->
        new Collected.Received(
            new Evidence("application/vnd.attestry.gce-tdx", td.evidence(slot).parts()),
            td.collateral(now).plus(endorsed));
  }

  /** As above, on SNP. */
  LabAttester gceSnp(SnpGuest guest, String runs) {
    GceEndorser endorser = GceEndorser.of(site.lab(), site.month());
    site.trust().accept(endorser.anchor());
    SnpGuest measured = guest.writing(0x090, GceEndorser.snp(runs, 4));
    List<Collateral.Item> endorsed = endorsed(endorser, runs);
    return (slot, now) ->
        new Collected.Received(
            new Evidence("application/vnd.attestry.gce-sev-snp", measured.evidence(slot).parts()),
            measured.collateral(now).plus(endorsed));
  }

  /** What lies in Google's bucket for a firmware, and whom the root of the endorser revoked. */
  static List<Collateral.Item> endorsed(GceEndorser endorser, String firmware) {
    Bytes endorsement = endorser.evidence(firmware).part("endorsement").orElseThrow();
    return List.of(
        new Collateral.Item("endorsement", endorsement, "gce_tcb_integrity of the lab"),
        endorser.list());
  }
}
