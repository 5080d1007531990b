package dev.attestry.bench;

import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Appended;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.ChallengeReference;
import dev.attestry.chain.Draft;
import dev.attestry.chain.EvidenceReference;
import dev.attestry.chain.FindingCounts;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.Home;
import dev.attestry.chain.Id;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Kind;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.Pack;
import dev.attestry.chain.PackItem;
import dev.attestry.chain.ResultContent;
import dev.attestry.chain.Trust;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.evidence.Challenge;
import dev.attestry.scheme.Schemes;
import dev.attestry.sweep.Archive;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A lab log in a directory, with results of a thousand components in it. */
final class BenchLog {

  static final String SHARD = "2026";

  /** Named by entries whose evidence is not kept. */
  static final String NO_PACK = "ev/" + "0".repeat(64);

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String POLICY = BenchPolicy.POLICY.identity();
  private static final String ANCHORS = BenchPolicy.ANCHORS.identity();
  private static final Bytes EAR =
      Bytes.utf8(
          "{\"ear_appraisal_policy_ids\":[\""
              + POLICY
              + "\"],\"ear_status\":\"affirming\","
              + "\"ear_trustworthiness_vector\":{\"executables\":3,\"hardware\":2,"
              + "\"instance-identity\":2}}");

  private final Chain chain;
  private final Appender appender;
  private final Archived archived;
  private final SplittableRandom random = new SplittableRandom(1);
  private long operations;

  private BenchLog(Chain chain, Appender appender, Archived archived) {
    this.chain = chain;
    this.appender = appender;
    this.archived = archived;
  }

  /**
   * What is kept of each check.
   *
   * @param evidence bytes of evidence
   * @param findings bytes of the list of findings; 0 for none
   */
  record Archived(int evidence, int findings) {

    /** A short quote and nothing else. */
    static final Archived QUOTE = new Archived(1_024, 0);

    /** What the sweep of the example keeps of an enclave: its document and the findings. */
    static final Archived DOCUMENT = new Archived(4_063, 1_427);
  }

  /** A new log in a new directory. */
  static BenchLog create(Path directory, Crypto crypto, Archived archived) throws IOException {
    NoteSigner owner = NoteSigner.of("owner", LocalSigner.generate(new SecureRandom()));
    NoteSigner writer = NoteSigner.of("writer", LocalSigner.generate(new SecureRandom()));
    KeyDocument.Key key =
        new KeyDocument.Key(
            writer.key(),
            "lab",
            KeyDocument.Role.COMMIT,
            List.of("bench/", "@"),
            List.of(Kind.values()));
    NoteSigner activator = NoteSigner.of("policy", LocalSigner.generate(new SecureRandom()));
    KeyDocument.Key policy =
        new KeyDocument.Key(activator.key(), "lab", KeyDocument.Role.POLICY, List.of(), List.of());
    Genesis.Signed genesis =
        new Genesis(
                "lab.bench/2026",
                SHARD,
                true,
                List.of(owner.key()),
                1,
                Genesis.CHALLENGE_SPAN,
                Instant.parse("2033-01-01T00:00:00Z"),
                new KeyDocument(0, Bytes.zeros(32), List.of(key, policy), 1, false),
                Optional.empty())
            .sign(List.of(owner));
    Chain chain =
        Chain.create(
            DirectoryBucket.create(directory),
            genesis,
            Genesis.sign(genesis.firstDocument(), List.of(owner)),
            new Trust(Optional.of(genesis.hash()), crypto, Home.none()));
    Appender appender =
        chain.appender(
            writer, new Appender.Settings(new SplittableRandom(7), () -> NOW, time -> {}, 20));
    appender.append(
        List.of(
            BenchPolicy.POLICY.activation(chain, activator),
            BenchPolicy.ANCHORS.activation(chain, activator)));
    return new BenchLog(chain, appender, archived);
  }

  /**
   * One answered challenge for each of some components, ready to be appended.
   *
   * @param items what is archived of each
   * @param findings SHA-256 of the last of them, for each
   * @param asked their challenges
   */
  record Answers(
      List<List<PackItem>> items, List<Bytes> findings, List<ChallengeReference> asked) {}

  /** Challenges {@code n} components and lets them answer. */
  Answers answers(int n) {
    List<List<PackItem>> items = new ArrayList<>();
    List<Bytes> findings = new ArrayList<>();
    List<ChallengeReference> asked = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      Bytes salt = bytes(16);
      Challenge challenge = chain.view().challenge(component(c), salt, Optional.empty());
      List<PackItem> archived = items(component(c), challenge.nonce());
      items.add(archived);
      findings.add(HashAlgorithm.SHA256.digest(archived.getLast().content()));
      asked.add(chain.view().reference(salt, Schemes.recipe("nitro-nonce-v1").orElseThrow()));
    }
    return new Answers(items, findings, asked);
  }

  /** The nonce stands in the middle of the evidence. */
  private List<PackItem> items(String component, Bytes nonce) {
    int half = (archived.evidence() - nonce.length()) / 2;
    Bytes evidence = Bytes.concat(bytes(half), nonce, bytes(half));
    List<PackItem> items = new ArrayList<>();
    items.add(
        new PackItem(
            component + "/" + Archive.EVIDENCE + "document",
            "application/vnd.attestry.nitro-enclave-document",
            bytes(16),
            evidence));
    if (archived.findings() > 0) {
      items.add(
          new PackItem(
              component + "/findings", Archive.FINDINGS, bytes(16), bytes(archived.findings())));
    }
    return items;
  }

  /** Appends a result for each answer; their evidence goes into one pack before, if wanted. */
  List<Appended> append(Answers answers, boolean packs) throws IOException {
    return append(drafts(answers, packs ? pack(answers) : NO_PACK));
  }

  /** Stores the evidence of the answers in one pack; what entries call it. */
  private String pack(Answers answers) throws IOException {
    Bytes object = new Pack(answers.items().stream().flatMap(List::stream).toList()).encodeClear();
    return chain.store(chain.layout().evidence(Pack.hash(object)), object, "00000000");
  }

  /** A result for each answer, to be appended. */
  List<Draft> drafts(Answers answers, String pack) {
    List<Draft> drafts = new ArrayList<>();
    long since = chain.view().commit();
    for (int c = 0; c < answers.items().size(); c++) {
      Id id = new Id(component(c), "s" + operations, 1);
      drafts.add(Draft.of(id, since, result(pack, answers, c)));
    }
    operations++;
    return drafts;
  }

  List<Appended> append(List<Draft> drafts) throws IOException {
    return appender.append(drafts);
  }

  /** Slots of this log that are filled. */
  long commits() {
    return chain.view().commit() + 1;
  }

  Chain chain() {
    return chain;
  }

  private static String component(int c) {
    return "bench/c" + String.valueOf(10_000 + c).substring(1);
  }

  private Bytes bytes(int n) {
    byte[] b = new byte[n];
    random.nextBytes(b);
    return Bytes.of(b);
  }

  private static ResultContent result(String pack, Answers answers, int c) {
    return new ResultContent(
        Optional.of("i-0123456789abcdef0"),
        List.of(),
        Optional.of(answers.asked().get(c)),
        answers.items().get(c).stream()
            .map(i -> new EvidenceReference(pack, i.name(), i.mediaType(), i.digest()))
            .toList(),
        Optional.of(NOW),
        NOW,
        NOW,
        POLICY,
        ANCHORS,
        EAR,
        new FindingCounts(12, 0, 1, 2, List.of("nitro.nonce"), answers.findings().get(c)),
        List.of("allow"));
  }
}
