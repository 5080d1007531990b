package dev.attestry.lab;

import dev.attestry.appraisal.Policy;
import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Entry;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.Home;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Kind;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.LogLine;
import dev.attestry.chain.LogVisitor;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.Signer;
import dev.attestry.chain.StandingCommit;
import dev.attestry.chain.Trust;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import dev.attestry.flow.FlowMap;
import dev.attestry.sweep.Activation;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a log that functions write to, for trials: owner and policy keys are thrown away. It does
 * not say that it is of a lab, since functions refuse one that does; what its components attest is
 * worth what its anchors are.
 */
public final class TrialLog {

  private final SecureRandom random;
  private final InstantSource clock;
  private final NoteSigner owner;
  private final NoteSigner policyKey;
  private final Chain chain;

  private TrialLog(
      SecureRandom random,
      InstantSource clock,
      NoteSigner owner,
      NoteSigner policyKey,
      Chain chain) {
    this.random = random;
    this.clock = clock;
    this.owner = owner;
    this.policyKey = policyKey;
    this.chain = chain;
  }

  /**
   * Makes one.
   *
   * @param writers commit keys by cloud; each is named {@code <cloud>-commit} and may write about
   *     {@code <cloud>/…} and the log
   */
  public static TrialLog create(
      Bucket bucket, boolean lab, Map<String, Signer> writers, InstantSource clock)
      throws IOException {
    SecureRandom random = new SecureRandom();
    NoteSigner owner = NoteSigner.of("owner", LocalSigner.generate(random));
    NoteSigner policy = NoteSigner.of("policy", LocalSigner.generate(random));
    List<KeyDocument.Key> keys = new ArrayList<>();
    for (Map.Entry<String, Signer> w : new TreeMap<>(writers).entrySet()) {
      keys.add(commitKey(w.getKey(), writer(w.getKey(), w.getValue())));
    }
    keys.add(
        new KeyDocument.Key(policy.key(), "owner", KeyDocument.Role.POLICY, List.of(), List.of()));
    int year = clock.instant().atZone(ZoneOffset.UTC).getYear();
    Genesis.Signed genesis =
        new Genesis(
                "trial.example/" + year,
                String.valueOf(year),
                lab,
                List.of(owner.key()),
                1,
                Genesis.CHALLENGE_SPAN,
                Genesis.retention(year),
                new KeyDocument(0, Bytes.zeros(32), keys, 1, false),
                Optional.empty())
            .sign(List.of(owner));
    Chain chain =
        Chain.create(
            bucket,
            genesis,
            Genesis.sign(genesis.firstDocument(), List.of(owner)),
            new Trust(Optional.of(genesis.hash()), Crypto.fastest(), Home.none()));
    return new TrialLog(random, clock, owner, policy, chain);
  }

  private static KeyDocument.Key commitKey(String cloud, NoteSigner writer) {
    return new KeyDocument.Key(
        writer.key(),
        cloud,
        KeyDocument.Role.COMMIT,
        List.of(cloud + "/", "@"),
        List.of(Kind.values()));
  }

  private static NoteSigner writer(String cloud, Signer signer) {
    return NoteSigner.of(cloud + "-commit", signer);
  }

  /** Brings map, policy and anchors into force, by the key of a cloud. */
  public TrialLog activate(
      String cloud, Signer signer, FlowMap map, Policy policy, TrustAnchors anchors)
      throws IOException {
    Activation a =
        new Activation(chain, policyKey, random)
            .policy(policy)
            .map(map)
            .anchors(map.name(), anchors);
    appender(writer(cloud, signer)).append(a.drafts());
    return this;
  }

  private Appender appender(NoteSigner writer) {
    return chain.appender(writer, new Appender.Settings(random, clock, TrialLog::noWait, 20));
  }

  /**
   * Brings the owner's next key document into force, by which the commit key of a cloud is
   * replaced.
   *
   * @param by a writer that stays, which commits it
   * @return false if another document came first
   */
  public boolean rotate(String cloud, NoteSigner next, NoteSigner by) throws IOException {
    KeyDocument.Signed before = chain.view().keyDocument().orElseThrow();
    KeyDocument d = before.document();
    List<KeyDocument.Key> keys = new ArrayList<>(d.keys());
    keys.removeIf(k -> k.cloud().equals(cloud));
    keys.add(commitKey(cloud, next));
    KeyDocument after =
        new KeyDocument(d.n() + 1, before.hash(), keys, d.highestVersion(), d.seal());
    return appender(by).rotate(Genesis.sign(after, List.of(owner)));
  }

  private static void noWait(Duration time) {
    // A trial has one writer.
  }

  /** Vouches for what nobody signs, and brings policies into force. */
  public NoteSigner policyKey() {
    return policyKey;
  }

  public String shard() {
    return chain.genesis().genesis().shard();
  }

  /**
   * All entries of a kind, in order, as whoever pins the genesis reads them.
   *
   * @param bucket that of the log, perhaps by another way
   */
  public List<Entry> entries(Bucket bucket, Kind kind) throws IOException, MalformedInput {
    List<Entry> all = new ArrayList<>();
    Chain.open(
        bucket,
        shard(),
        new Trust(Optional.of(genesis()), Crypto.fastest(), Home.none()),
        new LogVisitor() {
          @Override
          public void standing(StandingCommit c) {
            for (LogLine l : c.lines()) {
              l.entry().filter(e -> e.kind() == kind).ifPresent(all::add);
            }
          }
        });
    return all;
  }

  /** SHA-256 of the genesis. */
  public Bytes genesis() {
    return chain.genesis().hash();
  }
}
