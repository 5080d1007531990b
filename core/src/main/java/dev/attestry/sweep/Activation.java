package dev.attestry.sweep;

import dev.attestry.appraisal.Grace;
import dev.attestry.appraisal.Policy;
import dev.attestry.bucket.ObjectName;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Content;
import dev.attestry.chain.Draft;
import dev.attestry.chain.GraceContent;
import dev.attestry.chain.Id;
import dev.attestry.chain.Located;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.PolicyContent.ObjectType;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.NiUri;
import dev.attestry.flow.FlowMap;
import dev.attestry.trust.AnchorSet;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Brings into force what is not yet: stores each document, create-only, and makes the entry that a
 * policy key signs. Versions only rise.
 */
public final class Activation {

  /** The lower end of the warning range (AR4SI section 2.3.2): grace is never better. */
  private static final int WARNING = 32;

  private final Chain chain;
  private final NoteSigner policyKey;
  private final RandomGenerator random;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();

  private final List<String> alarms = new ArrayList<>();

  public Activation(Chain chain, NoteSigner policyKey, RandomGenerator random) {
    this.chain = chain;
    this.policyKey = policyKey;
    this.random = random;
  }

  public Activation policy(Policy p) throws IOException {
    return versioned(
        ObjectType.POLICY, new Document(p.name(), p.version(), p.id(), p.canonicalBytes()));
  }

  public Activation map(FlowMap m) throws IOException {
    return versioned(
        ObjectType.FLOW_MAP, new Document(m.name(), m.version(), m.id(), m.canonicalBytes()));
  }

  /** Anchor sets carry no version of their own: each other one is the next. */
  public Activation anchors(String name, TrustAnchors anchors) throws IOException {
    Optional<PolicyContent> current = current(ObjectType.ANCHORS, name);
    String id = AnchorSet.id(anchors);
    if (current.filter(c -> c.identity().equals(id)).isEmpty()) {
      long version = current.map(c -> c.version() + 1).orElse(1L);
      activate(ObjectType.ANCHORS, new Document(name, version, id, AnchorSet.encode(anchors)));
    }
    return this;
  }

  /** A grace window, and the old policy that it falls back to. */
  public Activation grace(Grace g, Policy old) throws IOException {
    GraceContent open =
        new GraceContent(
            g.id(),
            g.oldPolicy(),
            g.newPolicy(),
            g.from(),
            g.until(),
            g.approvers(),
            WARNING,
            g.components(),
            "");
    Optional<GraceContent> current = window(g.id());
    if (current.filter(c -> c.signed("").equals(open)).isPresent()) {
      return this;
    }
    if (current.filter(c -> !open.narrows(c.signed(""))).isPresent()) {
      refused.add(
          new Refused(
              "grace window \"" + g.id() + "\" is in force and ends at " + current.get().until(),
              "a window that is open can only end sooner; give the other one another id."));
      return this;
    }
    store(new Document(old.name(), old.version(), old.id(), old.canonicalBytes()));
    Bytes statement = open.statement(chain.genesis().genesis().origin());
    add(
        new Id("@grace/" + g.id(), "window:" + random(4).hex(), 1),
        open.signed(policyKey.line(statement).encode()));
    return this;
  }

  private Optional<GraceContent> window(String id) {
    return Optional.ofNullable(chain.view().graces().get(id))
        .map(l -> l.entry().content())
        .filter(GraceContent.class::isInstance)
        .map(GraceContent.class::cast);
  }

  /** The entries to append; empty if all is in force. */
  public List<Draft> drafts() {
    return List.copyOf(drafts);
  }

  /** What cannot come into force and why, for people. */
  public List<Refused> refused() {
    return List.copyOf(refused);
  }

  /** Names that somebody else had taken, for people: the bucket is written to by others. */
  public List<String> alarms() {
    return List.copyOf(alarms);
  }

  /**
   * What cannot come into force.
   *
   * @param next what to do about it
   */
  public record Refused(String problem, String next) {}

  private record Document(String name, long version, String id, Bytes bytes) {}

  private Activation versioned(ObjectType type, Document d) throws IOException {
    Optional<PolicyContent> current = current(type, d.name());
    if (current.filter(c -> c.identity().equals(d.id())).isPresent()) {
      return this;
    }
    if (current.isPresent() && d.version() <= current.get().version()) {
      refused.add(
          new Refused(
              type.label().replace('-', ' ')
                  + " \""
                  + d.name()
                  + "\" changed, but its version is still "
                  + d.version()
                  + "; version "
                  + current.get().version()
                  + " is in force",
              "raise its version."));
      return this;
    }
    activate(type, d);
    return this;
  }

  private void activate(ObjectType type, Document d) throws IOException {
    store(d);
    Bytes statement =
        PolicyContent.statement(
            chain.genesis().genesis().origin(), type, d.name(), d.version(), d.id());
    add(
        new Id("@" + type.label() + "/" + d.name(), "v" + d.version(), 1),
        new PolicyContent(type, d.name(), d.version(), d.id(), policyKey.line(statement).encode()));
  }

  private void add(Id id, Content content) {
    drafts.add(Draft.of(id, chain.view().commit(), content));
  }

  private void store(Document d) throws IOException {
    ObjectName name = chain.layout().policy(NiUri.sha384(d.id()).orElseThrow());
    // Readers find it by its hash; that the name was taken is for people to know.
    String stored = chain.store(name, d.bytes(), random(4).hex());
    if (!stored.equals(chain.layout().reference(name))) {
      alarms.add("other bytes stand at " + name + "; \"" + d.name() + "\" lies at " + stored);
    }
  }

  private Optional<PolicyContent> current(ObjectType type, String name) {
    return chain
        .view()
        .inForce(type, name)
        .map(Located::entry)
        .map(e -> e.content())
        .filter(PolicyContent.class::isInstance)
        .map(PolicyContent.class::cast);
  }

  private Bytes random(int length) {
    byte[] b = new byte[length];
    random.nextBytes(b);
    return Bytes.of(b);
  }
}
