package dev.attestry.audit;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.MemoryBucket;
import dev.attestry.chain.Appended;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.Content;
import dev.attestry.chain.Draft;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.FindingCounts;
import dev.attestry.chain.GapContent;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.GraceContent;
import dev.attestry.chain.Head;
import dev.attestry.chain.Home;
import dev.attestry.chain.Id;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Kind;
import dev.attestry.chain.Link;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackItem;
import dev.attestry.chain.PlanContent;
import dev.attestry.chain.PolicyContent;
import dev.attestry.chain.ResultContent;
import dev.attestry.chain.Seen;
import dev.attestry.chain.SignedNote;
import dev.attestry.chain.Trust;
import dev.attestry.codec.Base64s;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.crypto.NiUri;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Claims;
import dev.attestry.evidence.Recipe;
import dev.attestry.evidence.Scheme;
import dev.attestry.result.AttestationResult;
import dev.attestry.result.AttestationResult.AttesterAppraisal;
import dev.attestry.result.AttestationResult.VerifierId;
import dev.attestry.result.EarCodec;
import dev.attestry.result.TrustClaim;
import dev.attestry.result.TrustVector;
import dev.attestry.scheme.Schemes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Writes small logs with everything in them that an audit looks at. */
final class AuditLab {

  static final String SHARD = "2026";
  static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  static final Bytes POLICY = Bytes.utf8("{\"format\":\"attestry/policy/v1\",\"name\":\"p\"}");
  static final Bytes MAP = Bytes.utf8("{\"format\":\"attestry/flow-map/v1\",\"name\":\"m\"}");
  static final Bytes ANCHORS = Bytes.utf8("{\"anchors\":[]}");

  private static final Instant RETAIN = Instant.parse("2033-01-01T00:00:00Z");
  private static final Bytes SALT = Bytes.zeros(16);

  final NoteSigner owner = signer("owner");
  final NoteSigner aws = signer("aws-commit");
  final NoteSigner azure = signer("azure-commit");
  final NoteSigner policy = signer("policy");
  final Genesis.Signed genesis;
  final KeyDocument.Signed zero;
  final Chain chain;

  private final SplittableRandom random = new SplittableRandom(1);
  private Instant now = START;

  static NoteSigner signer(String name) {
    return NoteSigner.of(name, LocalSigner.generate(new SecureRandom()));
  }

  AuditLab(Bucket bucket) throws IOException {
    KeyDocument first =
        new KeyDocument(
            0,
            Bytes.zeros(32),
            List.of(
                key(aws, "aws", KeyDocument.Role.COMMIT, List.of("aws/", "@")),
                key(azure, "azure", KeyDocument.Role.COMMIT, List.of("azure/", "@log")),
                key(policy, "aws", KeyDocument.Role.POLICY, List.of())),
            1,
            false);
    this.genesis =
        new Genesis(
                "lab.audit/2026",
                SHARD,
                true,
                List.of(owner.key()),
                1,
                Genesis.CHALLENGE_SPAN,
                RETAIN,
                first,
                Optional.empty())
            .sign(List.of(owner));
    this.zero = Genesis.sign(genesis.firstDocument(), List.of(owner));
    this.chain =
        Chain.create(
            bucket,
            genesis,
            zero,
            new Trust(Optional.of(genesis.hash()), Crypto.fastest(), Home.none()));
  }

  private static KeyDocument.Key key(
      NoteSigner s, String cloud, KeyDocument.Role role, List<String> components) {
    List<Kind> kinds = role == KeyDocument.Role.COMMIT ? List.of(Kind.values()) : List.of();
    return new KeyDocument.Key(s.key(), cloud, role, components, kinds);
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  List<Appended> append(NoteSigner signer, List<Draft> drafts) throws IOException {
    chain.refresh(LogVisitor.NONE);
    Appender.Settings settings = new Appender.Settings(random.split(), () -> now, t -> {}, 10);
    return chain.appender(signer, settings).append(drafts);
  }

  Appended append(NoteSigner signer, Id id, Content content) throws IOException {
    return append(signer, List.of(Draft.of(id, chain.view().commit(), content))).get(0);
  }

  /** Brings policy, flow map and anchors into force. */
  void activate(long version) throws IOException {
    List<Draft> drafts = new ArrayList<>();
    drafts.add(activation(PolicyContent.ObjectType.POLICY, "p", POLICY, version));
    drafts.add(activation(PolicyContent.ObjectType.FLOW_MAP, "m", MAP, version));
    drafts.add(activation(PolicyContent.ObjectType.ANCHORS, "a", ANCHORS, version));
    append(aws, drafts);
  }

  Draft activation(PolicyContent.ObjectType type, String name, Bytes document, long version)
      throws IOException {
    Bytes hash = HashAlgorithm.SHA384.digest(document);
    chain.store(chain.layout().policy(hash), document, "00000000");
    Bytes statement =
        PolicyContent.statement(
            genesis.genesis().origin(), type, name, version, identity(document));
    String line = signature(policy, statement);
    PolicyContent content = new PolicyContent(type, name, version, identity(document), line);
    return Draft.of(
        new Id("@policy/" + type.label() + "/" + name, "v" + version, 1),
        chain.view().commit(),
        content);
  }

  /** A grace window that a key signs, whose end and components are what matters to tests. */
  GraceContent grace(NoteSigner signer, Duration until, String... components) throws IOException {
    GraceContent open =
        new GraceContent(
            "g-1",
            identity(POLICY),
            identity(POLICY),
            START,
            START.plus(until),
            List.of("policy"),
            32,
            List.of(components),
            "");
    return open.signed(signature(signer, open.statement(genesis.genesis().origin())));
  }

  void append(GraceContent g) throws IOException {
    append(aws, new Id("@grace/" + g.grace(), "w" + chain.view().commit(), 1), g);
  }

  static String signature(NoteSigner signer, Bytes text) throws IOException {
    SignedNote.Line l = signer.line(text);
    return "— " + l.name() + " " + Base64s.encode(Bytes.concat(l.keyId(), l.signature()));
  }

  static String identity(Bytes document) {
    return NiUri.of(document);
  }

  Appended plan(NoteSigner signer, String slot, Duration until, String... components)
      throws IOException {
    List<PlanContent.Slot> slots = new ArrayList<>();
    for (String c : components) {
      slots.add(new PlanContent.Slot(c, slot, now.plus(until)));
    }
    return append(signer, new Id("@log", "plan-" + slot, 1), new PlanContent(identity(MAP), slots));
  }

  Challenge challenge(String component) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return chain.view().challenge(component, Bytes.of(salt), Optional.empty());
  }

  /** A result whose evidence answers the challenge, as a document of text around the nonce. */
  ResultContent result(Challenge c) throws IOException {
    return result(c, Bytes.concat(Bytes.utf8("evidence:"), c.nonce()), 2);
  }

  ResultContent result(Challenge c, Bytes evidence, int status) throws IOException {
    return result(
        c,
        new PackItem("a/document", "application/octet-stream", SALT, evidence),
        Bytes.utf8("{\"submods\":{\"a\":{\"ear.status\":" + status + "}}}"));
  }

  /** As a sweep writes it: evidence and claims of a component of a map, with this value. */
  ResultContent mapped(Challenge c, String component, String mediaType, int status)
      throws IOException {
    Bytes slot = recipe(mediaType).slots(c).whole().orElse(c.nonce());
    Bytes evidence = Bytes.concat(Bytes.utf8("evidence:"), slot);
    TrustVector vector = TrustVector.of(TrustClaim.HARDWARE, status);
    AttesterAppraisal a =
        new AttesterAppraisal(
            vector.tier(),
            vector,
            List.of(),
            List.of(),
            Optional.empty(),
            Claims.NONE,
            Claims.NONE);
    Bytes ear =
        EarCodec.encode(
            AttestationResult.of(START, new VerifierId("us", "1"), Map.of(component, a)));
    PackItem item = new PackItem(component + "/evidence/document", mediaType, SALT, evidence);
    return result(c, item, ear);
  }

  /** A refused result whose evidence is encrypted under a key that nobody has. */
  ResultContent sealed(Challenge c, String keyId) throws IOException {
    return result(
        c,
        new PackItem("a/document", "application/octet-stream", SALT, c.nonce()),
        Bytes.utf8("{\"submods\":{\"a\":{\"ear.status\":96}}}"),
        p -> p.encodeSealed(keyId, Bytes.zeros(32), Bytes.zeros(12)));
  }

  private ResultContent result(Challenge c, PackItem item, Bytes ear) throws IOException {
    return result(c, item, ear, Pack::encodeClear);
  }

  private ResultContent result(
      Challenge c, PackItem item, Bytes ear, Function<Pack, Bytes> encoding) throws IOException {
    Bytes pack = encoding.apply(new Pack(List.of(item)));
    String reference = chain.store(chain.layout().evidence(Pack.hash(pack)), pack, "00000000");
    ChallengeReference challenge = chain.view().reference(c.salt(), recipe(item.mediaType()));
    return new ResultContent(
        Optional.empty(),
        List.of(),
        Optional.of(challenge),
        List.of(new EvidenceReference(reference, item.name(), item.mediaType(), item.digest())),
        Optional.of(now),
        now,
        now,
        identity(POLICY),
        identity(ANCHORS),
        ear,
        new FindingCounts(1, 0, 0, 0, List.of(), item.digest()),
        List.of("allow"));
  }

  /** The recipe of a format; that of another one where nobody knows the format. */
  static Recipe recipe(String mediaType) {
    return Schemes.forMediaType(mediaType)
        .map(Scheme::recipe)
        .orElseGet(() -> Schemes.recipe("nitro-nonce-v1").orElseThrow());
  }

  GapContent gap(String slot, Instant deadline, Link plan) {
    return new GapContent(slot, deadline, "unreachable", plan, List.of());
  }

  /** A key document with the same keys, under which commits of a newer format stand. */
  void allowVersion(long version) throws IOException {
    KeyDocument next = new KeyDocument(1, zero.hash(), zero.document().keys(), version, false);
    Appender.Settings settings = new Appender.Settings(random.split(), () -> now, t -> {}, 10);
    chain.refresh(LogVisitor.NONE);
    chain.appender(aws, settings).rotate(Genesis.sign(next, List.of(owner)));
  }

  /** The newest commit, as a machine keeps it. */
  Seen receipt() {
    Head h = chain.view().head().orElseThrow();
    return new Seen(genesis.hash(), h.commit(), h.hash(), h.size());
  }

  AuditSettings settings() {
    return AuditSettings.fromBytesAlone(Crypto.fastest())
        .withGenesis(genesis.hash())
        .withReceipt(receipt());
  }

  /** Activations, a plan, its results and a gap, a void slot, a rotation. */
  static AuditLab smallLog(MemoryBucket bucket) throws IOException {
    AuditLab lab = new AuditLab(bucket);
    lab.activate(1);
    Appended plan = lab.plan(lab.aws, "s1", Duration.ofHours(1), "aws/a", "aws/b");
    lab.append(lab.aws, new Id("aws/a", "s1", 1), lab.result(lab.challenge("aws/a")));
    bucket.create(
        lab.chain.layout().commit(lab.chain.view().commit() + 1), Bytes.utf8("planted\n"));
    lab.passes(Duration.ofHours(2));
    Instant deadline = START.plus(Duration.ofHours(1));
    lab.append(lab.aws, new Id("aws/b", "s1", 1), lab.gap("s1", deadline, plan.receipt().entry()));
    lab.append(lab.azure, new Id("azure/c", "x1", 1), lab.result(lab.challenge("azure/c")));
    return lab;
  }
}
