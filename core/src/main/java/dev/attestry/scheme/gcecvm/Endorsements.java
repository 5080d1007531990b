package dev.attestry.scheme.gcecvm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.codec.Json;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.CommonCheck;
import dev.attestry.evidence.Evidence;
import dev.attestry.evidence.Findings;
import dev.attestry.evidence.Scheme;
import dev.attestry.evidence.Slots;
import dev.attestry.evidence.Verification;
import dev.attestry.evidence.VerificationInput;
import dev.attestry.scheme.gceendorsement.GceEndorsement;
import dev.attestry.trust.Collateral;
import java.util.Map;
import java.util.Optional;

/** Verifies a report, then the endorsement that it is to be under. Used once. */
final class Endorsements {

  static final String ROLE = "endorsement";

  private static final Scheme ENDORSEMENT = new GceEndorsement();

  private final VerificationInput input;
  private final Findings findings;

  Endorsements(GceCvm scheme, VerificationInput input) {
    this.input = input;
    this.findings = Findings.of(scheme, input.profile());
  }

  Verification verify(Scheme tee, String pointer, Evidence evidence) {
    Verification machine = tee.verify(new Evidence(tee.mediaType(), evidence.parts()), input);
    findings.include(machine);
    Optional<String> measurement = machine.claims().text(pointer);
    Optional<Collateral.Item> item = input.collateral().get(ROLE);
    Claims endorsed = Claims.NONE;
    if (measurement.isEmpty()) {
      findings.skip(GceCvmCheck.ENDORSEMENT, "no measurement that is shown to be genuine");
    } else if (item.isEmpty()) {
      findings.skip(GceCvmCheck.ENDORSEMENT, "no endorsement was given for " + measurement.get());
    } else {
      findings.pass(GceCvmCheck.ENDORSEMENT, "an endorsement was given, " + item.get().source());
      endorsed = endorsed(tee.name(), measurement.get(), item.get());
    }
    Claims all = all(machine.claims(), endorsed);
    return findings.conclude(findings.anyFailed() ? all.unverified() : all);
  }

  private static Claims all(Claims machine, Claims endorsed) {
    return Claims.of(
        o -> {
          o.setAll(machine.toJson());
          if (!endorsed.isEmpty()) {
            o.set(ROLE, endorsed.toJson());
          }
        });
  }

  private Claims endorsed(String technology, String measurement, Collateral.Item item) {
    ObjectNode stated = Json.object();
    stated.putObject("expected").put("technology", technology).put("measurement", measurement);
    Verification v =
        ENDORSEMENT.verify(
            Evidence.of(ENDORSEMENT.mediaType(), Map.of(ROLE, item.bytes())),
            input
                .withExpected(Slots.NONE)
                .withStated(stated)
                .withCrypto(input.crypto().forCollateral()));
    // An endorsement answers no challenge; the report does.
    findings.includeWithout(CommonCheck.NONCE, v).used(item);
    return v.claims();
  }
}
