package dev.attestry.chain;

import dev.attestry.bucket.MemoryBucket;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes the golden chain of docs/formats/chain.md, the same bytes each time: keys follow from their
 * names, signatures are those of RFC 6979, nonces follow from a seed, the clock stands still.
 */
final class GoldenChain {

  static final ChainLab LAB = new ChainLab();

  private static final Instant DEADLINE = Instant.parse("2026-11-24T11:00:00Z");
  private static final NoteSigner SECOND = ChainLab.signer("aws-commit-2");

  private final MemoryBucket bucket = new MemoryBucket();
  private final Chain chain;
  private long seed;

  private GoldenChain() throws IOException {
    this.chain = LAB.create(bucket);
  }

  static MemoryBucket make() throws IOException {
    GoldenChain g = new GoldenChain();
    List<Appended> first = g.planAndPolicy();
    g.voidRun();
    g.strayOfAzure(first);
    g.rotation();
    g.otherKinds(first);
    return g.bucket;
  }

  /** Slots 0 and 1: document 0; then a plan, an activation and a result. */
  private List<Appended> planAndPolicy() throws IOException {
    PlanContent plan =
        new PlanContent(
            ChainLab.NI,
            List.of(
                new PlanContent.Slot("aws/intake", "s1", DEADLINE),
                new PlanContent.Slot("aws/store", "s1", DEADLINE)));
    return append(
        LAB.aws,
        draft("@log", "plan-s1", plan),
        draft("@policy/intake", "v1", activation()),
        draft("aws/intake", "s1", challenged()));
  }

  private ResultContent challenged() {
    ResultContent r = ChainLab.result("intake quote");
    return new ResultContent(
        r.instance(),
        List.of(new FlowState("claims", ChainLab.NI, 2, List.of())),
        Optional.of(
            new ChallengeReference(
                0, 2, HashAlgorithm.SHA256.digest().slice(0, 16), "nitro-nonce-v1")),
        r.evidence(),
        r.evidenceTime(),
        r.verifiedAt(),
        r.appraisedAt(),
        r.policy(),
        r.anchors(),
        r.ear(),
        r.findings(),
        r.actions());
  }

  private PolicyContent activation() throws IOException {
    PolicyContent.ObjectType type = PolicyContent.ObjectType.POLICY;
    String origin = LAB.genesis.genesis().origin();
    Bytes statement = PolicyContent.statement(origin, type, "intake", 1, ChainLab.NI);
    String line = LAB.policy.line(statement).encode();
    return new PolicyContent(type, "intake", 1, ChainLab.NI, line);
  }

  private static GraceContent grace() throws IOException {
    GraceContent open =
        new GraceContent(
            "g-17",
            ChainLab.NI,
            ChainLab.NI,
            ChainLab.NOW,
            Instant.parse("2026-12-01T00:00:00Z"),
            List.of("policy"),
            32,
            List.of("aws/intake"),
            "");
    String origin = LAB.genesis.genesis().origin();
    return open.signed(LAB.policy.line(open.statement(origin)).encode());
  }

  /** Slots 2 and 3: junk, and a commit that was cut short. */
  private void voidRun() throws IOException {
    bucket.create(chain.layout().commit(2), Bytes.utf8("not a commit\n"));
    Bytes whole =
        ((dev.attestry.bucket.ReadOutcome.Found) bucket.read(chain.layout().commit(1))).bytes();
    bucket.create(chain.layout().commit(3), whole.slice(0, 300));
    chain.catchUp();
  }

  /**
   * Slot 4: azure writes a result built on the other, and one about a component of aws: a stray.
   */
  private void strayOfAzure(List<Appended> first) throws IOException {
    Position p = chain.position();
    KeyDocument.Signed document = p.tip().document().orElseThrow();
    Batch batch = new Batch(p, LAB.azure(LAB.azure), p.next());
    CommitHeader.Writer writer =
        new CommitHeader.Writer(
            "azure-commit",
            HashAlgorithm.SHA256.digest(Bytes.utf8("nonce")).slice(0, 16),
            ChainLab.NOW);
    Link intake = first.get(2).receipt().entry();
    ResultContent scoring =
        ChainLab.result("scoring report")
            .withFlows(
                List.of(
                    new FlowState(
                        "claims",
                        ChainLab.NI,
                        2,
                        List.of(new FlowState.Upstream("aws/intake", intake)))),
                List.of("allow"));
    add(batch, batch.next(new Id("azure/scoring", "s1", 1), 1, scoring), writer);
    add(batch, batch.next(new Id("aws/intake", "s1", 1), 1, ChainLab.result("a lie")), writer);
    Bytes object = chain.writer(LAB.azure).build(p, batch, document, writer).object();
    bucket.create(chain.layout().commit(p.next()), object);
    chain.catchUp();
  }

  private static void add(Batch batch, Entry e, CommitHeader.Writer writer) {
    batch.add(e, Batch.Encoded.of(e), writer);
  }

  /** Slot 5: document 1 takes the first key of aws out of force. */
  private void rotation() throws IOException {
    KeyDocument next =
        LAB.document(1, LAB.documentZero.hash(), List.of(LAB.aws(SECOND), LAB.azure(LAB.azure)));
    chain.appender(SECOND, ChainLab.settings(++seed)).rotate(LAB.sign(next));
  }

  /** Slots 6 and 7: all the other kinds. */
  private void otherKinds(List<Appended> first) throws IOException {
    Link plan = first.get(0).receipt().entry();
    Link intake = first.get(2).receipt().entry();
    Head head = chain.view().head().orElseThrow();
    Bytes report = HashAlgorithm.SHA256.digest(Bytes.utf8("report"));
    append(
        SECOND,
        draft("@grace/g-17", "open", grace()),
        draft(
            "aws/intake",
            "isolate-1",
            new ActionContent(intake, "isolate", "dry-run", ChainLab.NOW)),
        draft(
            "@log",
            "audit-1",
            new AuditContent(
                head.commit(), head.size(), head.root(), "clean", report, ChainLab.NOW)),
        draft(
            "aws/intake",
            "review-1",
            new ReviewContent(intake, "reviewer-1", "accepted", ChainLab.NOW)));
    append(
        LAB.azure,
        draft("aws/intake", "dissent-1", new DissentContent(intake, "policy", ChainLab.NOW)),
        draft("aws/store", "s1", new GapContent("s1", DEADLINE, "timeout", plan, List.of())));
  }

  private Draft draft(String component, String operation, Content content) {
    return Draft.of(new Id(component, operation, 1), chain.view().commit(), content);
  }

  private List<Appended> append(NoteSigner signer, Draft... drafts) throws IOException {
    return chain.appender(signer, ChainLab.settings(++seed)).append(List.of(drafts));
  }
}
