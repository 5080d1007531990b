package dev.attestry.lab;

import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.SourceProvider;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The lab as a provider of evidence sources; what flow maps with {@code lab: true} are given. */
public final class LabSources implements SourceProvider {

  private final Map<Path, CompletableFuture<LabAttesters>> begun = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "lab";
  }

  @Override
  public SortedMap<String, String> faults() {
    SortedMap<String, String> all = new TreeMap<>();
    for (LabFault f : LabFault.values()) {
      all.put(f.label(), f.meaning());
    }
    return all;
  }

  @Override
  public void prepare(Path home, InstantSource clock, SecureRandom random) {
    // What goes wrong in it is said where it is opened.
    CompletableFuture<?> unused = begin(home, clock, random).thenCompose(LabAttesters::beginSnp);
  }

  private CompletableFuture<LabAttesters> begin(
      Path home, InstantSource clock, SecureRandom random) {
    return begun.computeIfAbsent(
        home,
        h -> Background.begin(() -> new LabAttesters(new LabStore(h, random), clock.instant())));
  }

  @Override
  public Sources open(Request request) throws IOException {
    Set<LabFault> faults = EnumSet.noneOf(LabFault.class);
    for (String f : request.faults()) {
      faults.add(
          LabFault.ofLabel(f)
              .orElseThrow(() -> new IllegalArgumentException("the lab has no fault " + f)));
    }
    LabAttesters attesters =
        Background.result(begin(request.home(), request.clock(), request.random()));
    begun.keySet().remove(request.home());
    LabStore store = new LabStore(request.home(), request.random());
    LabSource source = new LabSource(store, request.clock(), faults);
    source.add(request.attesters(), attesters);
    Optional<LiveTpm> live = Optional.empty();
    if (request.live().isPresent()) {
      live = Optional.of(LiveTpm.start());
      source.addLive(request.live().get(), live.get());
      attesters.trust(request.live().get(), live.get().anchor());
    }
    return new Opened(source, TrustAnchors.of(attesters.anchors()), live);
  }

  private record Opened(EvidenceSource source, TrustAnchors anchors, Optional<LiveTpm> live)
      implements Sources {

    @Override
    public void close() {
      live.ifPresent(LiveTpm::close);
    }
  }
}
