package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Evidence;
import dev.attestry.sweep.Collected;
import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.SourceProvider;
import dev.attestry.sweep.Target;
import dev.attestry.trust.Collateral;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Asks the attesters of the lab; each fault that is switched on befalls one of them. */
final class LabSource implements EvidenceSource {

  private static final String UNKNOWN_IMAGE = "an image that nobody approved";

  private final LabStore store;
  private final InstantSource clock;
  private final Set<LabFault> faults;
  private final Map<String, Placed> placed = new HashMap<>();

  LabSource(LabStore store, InstantSource clock, Set<LabFault> faults) {
    this.store = store;
    this.clock = clock;
    this.faults = faults;
  }

  private record Placed(LabAttester attester, Optional<LabFault> fault) {
    boolean suffers(LabFault f) {
      return fault.filter(f::equals).isPresent();
    }
  }

  /** Adds attesters. A fault befalls the first one of its kind. */
  void add(Map<String, SourceProvider.Attester> asked, LabAttesters make) throws IOException {
    Map<String, CompletableFuture<LabAttester>> making = new LinkedHashMap<>();
    Map<String, LabFault> befalls = new HashMap<>();
    for (Map.Entry<String, SourceProvider.Attester> e : asked.entrySet()) {
      String component = e.getKey();
      Optional<LabFault> fault =
          faults.stream()
              .filter(f -> f.scheme().equals(e.getValue().scheme()))
              .filter(f -> !befalls.containsValue(f))
              .findFirst();
      fault.ifPresent(f -> befalls.put(component, f));
      String runs = runs(component, e.getValue(), fault);
      making.put(
          component, Background.begin(() -> make.make(component, e.getValue().scheme(), runs)));
    }
    for (Map.Entry<String, CompletableFuture<LabAttester>> m : making.entrySet()) {
      Optional<LabFault> fault = Optional.ofNullable(befalls.get(m.getKey()));
      placed.put(m.getKey(), new Placed(Background.result(m.getValue()), fault));
    }
  }

  private static String runs(
      String component, SourceProvider.Attester asked, Optional<LabFault> fault) {
    if (fault.filter(f -> f == LabFault.POLICY_MISMATCH).isPresent()) {
      return UNKNOWN_IMAGE;
    }
    return fault.filter(f -> f == LabFault.OPEN_GRACE).isPresent()
        ? asked.setting("ran_before").orElse(UNKNOWN_IMAGE)
        : asked.setting("runs").orElse(component);
  }

  /** Puts a real TPM in the place of a component, and something into one of its registers. */
  void addLive(String component, LiveTpm tpm) throws IOException {
    tpm.extend(16, Bytes.utf8("attestry live-tpm example"));
    LabAttester attester =
        (slot, now) -> {
          try {
            return new Collected.Received(tpm.evidence(slot), Collateral.NONE);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    placed.put(component, new Placed(attester, Optional.empty()));
  }

  @Override
  public Collected collect(Target target, Challenge challenge) {
    Placed p = placed.get(target.component());
    if (p == null) {
      return new Collected.Failed(Collected.Reason.NO_INSTANCE, "the lab has no such attester");
    }
    if (p.suffers(LabFault.DEAD)) {
      return new Collected.Failed(Collected.Reason.UNREACHABLE, "nobody answers there");
    }
    Challenge answered = p.suffers(LabFault.STALE_NONCE) ? stale(challenge) : challenge;
    Collected.Received answer = answer(p, target, answered);
    if (p.suffers(LabFault.TAMPERED)) {
      return with(answer, target, altered(main(answer, target)));
    }
    return p.suffers(LabFault.REPLAYED) ? replayed(p, target, challenge) : kept(answer, target);
  }

  private Collected.Received answer(Placed p, Target target, Challenge challenge) {
    return p.attester().answer(target.recipe().slots(challenge), clock.instant());
  }

  /** A challenge of long ago: the first of the log, with another salt. */
  private static Challenge stale(Challenge c) {
    return new Challenge(c.origin(), 0, c.root(), c.component(), Bytes.zeros(16), c.part());
  }

  /** A genuine document of the last sweep; where there was none, of an older challenge. */
  private Collected replayed(Placed p, Target target, Challenge challenge) {
    try {
      Collected.Received old = answer(p, target, stale(challenge));
      return store.last(target.component()).map(last -> with(old, target, last)).orElse(old);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Collected kept(Collected.Received answer, Target target) {
    try {
      if (answer.evidence().parts().size() == 1) {
        store.keepLast(target.component(), main(answer, target));
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Bytes main(Collected.Received answer, Target target) {
    return answer.evidence().part(role(target)).orElse(Bytes.EMPTY);
  }

  /** The same answer with another main part. */
  private static Collected.Received with(Collected.Received answer, Target target, Bytes main) {
    Map<String, Bytes> parts = new HashMap<>(answer.evidence().parts());
    parts.put(role(target), main);
    return new Collected.Received(
        Evidence.of(answer.evidence().mediaType(), parts), answer.collateral());
  }

  /** One bit differs, in the measurement of an SNP report. */
  private static Bytes altered(Bytes evidence) {
    byte[] b = evidence.toArray();
    b[Math.min(0x090, b.length - 1)] ^= 1;
    return Bytes.of(b);
  }

  private static String role(Target target) {
    return target.scheme().evidenceRoles().get(0);
  }
}
