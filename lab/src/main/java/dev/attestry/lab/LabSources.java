package dev.attestry.lab;

import dev.attestry.sweep.EvidenceSource;
import dev.attestry.sweep.SourceProvider;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The lab as a provider of evidence sources; what flow maps with {@code lab: true} are given. */
public final class LabSources implements SourceProvider {

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
  public Sources open(Request request) throws IOException {
    Set<LabFault> faults = EnumSet.noneOf(LabFault.class);
    for (String f : request.faults()) {
      faults.add(
          LabFault.ofLabel(f)
              .orElseThrow(() -> new IllegalArgumentException("the lab has no fault " + f)));
    }
    LabStore store = new LabStore(request.home(), request.random());
    LabAttesters attesters = new LabAttesters(store);
    LabSource source = new LabSource(store, request.clock(), faults);
    for (Map.Entry<String, Attester> e : request.attesters().entrySet()) {
      source.add(e.getKey(), e.getValue(), attesters);
    }
    TrustAnchors anchors = TrustAnchors.of(attesters.anchors());
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
      public void close() {}
    };
  }
}
