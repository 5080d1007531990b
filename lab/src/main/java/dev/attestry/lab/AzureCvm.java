package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Slots;
import dev.attestry.trust.Collateral;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An Azure confidential VM that answers with report and quote, and with the provider's token. */
public final class AzureCvm {

  private final AzureVm vm;
  private final MaaService service;

  private AzureCvm(AzureVm vm, MaaService service) {
    this.vm = vm;
    this.service = service;
  }

  /** A VM, and the provider that its guest asks for tokens. */
  public static AzureCvm of(AzureVm vm, MaaService service) {
    return new AzureCvm(vm, service);
  }

  /** Answers each part's challenge in its own slot. */
  public Evidence evidence(Slots slots, Instant now) {
    return evidence(slots.part("quote").whole().orElse(Bytes.EMPTY), token(slots, now));
  }

  Bytes token(Slots slots, Instant now) {
    return service.token(vm, slots.part("token").whole().orElse(Bytes.EMPTY), now);
  }

  Evidence evidence(Bytes quoteNonce, Bytes token) {
    Map<String, Bytes> parts = new LinkedHashMap<>(vm.parts(quoteNonce));
    parts.put("token", token);
    return Evidence.of("application/vnd.attestry.azure-cvm", parts);
  }

  /** AMD's for the report, Intel's for the enclave that holds the token's key. */
  public Collateral collateral(Instant at) {
    List<Collateral.Item> items = new ArrayList<>(vm.collateral(at).items());
    items.addAll(service.published(at).items());
    return new Collateral(items);
  }
}
