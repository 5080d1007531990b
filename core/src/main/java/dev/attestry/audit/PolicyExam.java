package dev.attestry.audit;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.ChainView;
import dev.attestry.chain.Entry;
import dev.attestry.chain.FlowState;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.GraceContent;
import dev.attestry.chain.Layout;
import dev.attestry.chain.Located;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.PlanContent;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.PolicyContent.ObjectType;
import dev.attestry.chain.PolicyObject;
import dev.attestry.chain.ResultContent;
import dev.attestry.chain.StandingCommit;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.NiUri;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which policies, flow maps and anchor sets were in force, and whether entries kept to them. */
final class PolicyExam implements Exam {

  private final Bucket bucket;
  private final Layout layout;
  private final ChainView view;
  private final AuditFindings findings;

  /** The commit that ended a document's being in force; the largest number while it lasts. */
  private final Map<ObjectType, Map<String, Long>> until = new EnumMap<>(ObjectType.class);

  private final Map<String, String> current = new HashMap<>();
  private final List<Activation> pending = new ArrayList<>();
  private final Set<String> referenced = new HashSet<>();

  private final List<Window> windows = new ArrayList<>();

  private record Window(String name, long index, AuditFindings.Place place) {}

  private record Activation(PolicyContent content, long index, Context at) {}

  PolicyExam(Bucket bucket, Layout layout, ChainView view, AuditFindings findings) {
    this.bucket = bucket;
    this.layout = layout;
    this.view = view;
    this.findings = findings;
  }

  @Override
  public void entry(LogLine line, Entry e, Context at) {
    switch (e.content()) {
      case PolicyContent p -> {
        pending.add(new Activation(p, line.link().index(), at));
        start(p, at.place().commit());
      }
      case ResultContent r -> {
        inForce(ObjectType.POLICY, r.policy(), e, at);
        inForce(ObjectType.ANCHORS, r.anchors(), e, at);
        maps(r.flows(), e, at);
      }
      case GapContent g -> maps(g.flows(), e, at);
      case PlanContent p -> inForce(ObjectType.FLOW_MAP, p.map(), e, at);
      case GraceContent g -> {
        windows.add(new Window(g.grace(), line.link().index(), at.place()));
        // A window rests on two policies; the old one may never have come into force here.
        Stream.of(g.oldPolicy(), g.newPolicy())
            .flatMap(i -> NiUri.sha384(i).stream())
            .map(h -> PolicyObject.read(bucket, layout, h))
            .forEach(o -> referenced.add(layout.reference(o.name())));
      }
      default -> {
        // The others rest on no policy.
      }
    }
  }

  private void maps(List<FlowState> flows, Entry e, Context at) {
    Set<String> seen = flows.size() > 1 ? new HashSet<>() : Set.of();
    for (FlowState f : flows) {
      if (flows.size() == 1 || seen.add(f.map())) {
        inForce(ObjectType.FLOW_MAP, f.map(), e, at);
      }
    }
  }

  private void start(PolicyContent p, long commit) {
    String name = p.object().label() + " " + p.name();
    // A flow map in force is no policy in force, whatever its bytes.
    Map<String, Long> ends = until.computeIfAbsent(p.object(), o -> new HashMap<>());
    String old = current.put(name, p.identity());
    if (old != null) {
      ends.put(old, commit);
    }
    ends.put(p.identity(), Long.MAX_VALUE);
  }

  /**
   * A result may have been rebased behind the activation that ended its policy: it counts if the
   * policy was in force at any time since the request was born.
   */
  private void inForce(ObjectType object, String identity, Entry e, Context at) {
    Long end = until.getOrDefault(object, Map.of()).get(identity);
    if (end == null || end < e.since()) {
      findings.entry(
          AuditCheck.POLICY_NOT_IN_FORCE,
          at.place(),
          object.label()
              + " "
              + identity
              + (end == null ? " never was" : " ended at commit " + end));
    }
  }

  @Override
  public void commitEnds(StandingCommit c) {
    for (Activation a : pending) {
      // The walk decides what is in force; a later line of this commit may have followed.
      Optional<Located> now = view.inForce(a.content.object(), a.content.name());
      if (now.filter(l -> l.link().index() >= a.index).isEmpty()) {
        findings.entry(
            AuditCheck.ACTIVATION_REFUSED,
            a.at.place(),
            a.content.name() + " version " + a.content.version());
      }
      document(a);
    }
    pending.clear();
    for (Window w : windows) {
      Located now = view.graces().get(w.name);
      if (now == null || now.link().index() < w.index) {
        findings.entry(AuditCheck.GRACE_REFUSED, w.place, "grace window " + w.name);
      }
    }
    windows.clear();
  }

  private void document(Activation a) {
    Optional<Bytes> hash = NiUri.sha384(a.content.identity());
    if (hash.isEmpty()) {
      findings.entry(AuditCheck.POLICY_OBJECT, a.at.place(), "identity is not a SHA-384 hash");
      return;
    }
    PolicyObject object = PolicyObject.read(bucket, layout, hash.get());
    referenced.add(layout.reference(object.name()));
    if (object.bytes().isEmpty()) {
      findings.entry(AuditCheck.POLICY_OBJECT, a.at.place().with(object.name()), object.problem());
    }
  }

  boolean isReferenced(String path) {
    return referenced.contains(path);
  }
}
