package dev.attestry.lab;

import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.SourceProvider;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
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
    begin(home, clock, random).thenAccept(LabAttesters::beginSnp);
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
    begin(request.home(), request.clock(), request.random());
    LabAttesters attesters = Background.result(begun.remove(request.home()));
    LabStore store = new LabStore(request.home(), request.random());
    LabSource source = new LabSource(store, request.clock(), faults);
    source.add(request.attesters(), attesters);
    Optional<LiveTpm> live = Optional.empty();
    if (request.live().isPresent()) {
      live = Optional.of(live());
      source.addLive(request.live().get(), live.get());
      attesters.trust(request.live().get(), live.get().anchor());
    }
    return sources(source, TrustAnchors.of(attesters.anchors()), live);
  }

  /** Its socket's path must be short, so it has a folder of its own among the temporary ones. */
  private static LiveTpm live() throws IOException {
    List<String> missing = LiveTpm.missing();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "a live TPM needs swtpm and tpm2-tools; not found: " + String.join(", ", missing));
    }
    return LiveTpm.start(Files.createTempDirectory("attestry-tpm"));
  }

  private static Sources sources(LabSource source, TrustAnchors anchors, Optional<LiveTpm> live) {
    return new Sources() {
      @Override
      public EvidenceSource source() {
        return source;
      }

      @Override
      public TrustAnchors anchors() {
        return anchors;
      }

      @Override
      public void close() {
        live.ifPresent(LiveTpm::close);
      }
    };
  }
}
