package dev.attestry.lab;

import dev.attestry.trust.TrustAnchor;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Where attesters of other makers stand: the lab's keys, and who is told what a sweep must trust
 * for them to count.
 *
 * @param month certificates of short life are valid around it
 */
record LabSite(LabPki lab, Instant month, Consumer<TrustAnchor> trust) {

  private static final Instant PLATFORM_MADE = Instant.parse("2025-01-01T00:00:00Z");

  /** A machine of Intel's, by its name. */
  DcapPlatform platform(String name) {
    DcapPki pki = DcapPki.of(lab, PLATFORM_MADE);
    trust.accept(pki.anchor());
    return DcapPlatform.of(lab, pki, name);
  }

  /** Azure's attestation service, of a tenant for each component. */
  MaaService maa(String component) {
    MaaService service = MaaService.of(lab, platform("attestation service"), tenant(component));
    trust.accept(service.issuerAnchor());
    return service;
  }

  /** A label of a host name. */
  static String tenant(String component) {
    return component.replaceAll("[^a-z0-9]+", "-");
  }
}
