package dev.attestry.chain;

import dev.attestry.codec.Bytes;
import dev.attestry.evidence.Challenge;
import dev.attestry.evidence.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a log says, as of the last slot that its {@link Chain} read or wrote. Live: it shows what a
 * later refresh or append brought.
 */
public final class ChainView implements Basis {

  private final Genesis.Signed genesis;
  private final Position position;

  ChainView(Genesis.Signed genesis, Position position) {
    this.genesis = genesis;
    this.position = position;
  }

  /** The newest standing commit; empty before the first. */
  public Optional<Head> head() {
    return position.tip().head();
  }

  /** Number of the newest standing commit, 0 before the first: {@code since} of new requests. */
  public long commit() {
    return position.tip().commit().orElse(0L);
  }

  /** The key document in force; empty before the first commit. */
  public Optional<KeyDocument.Signed> keyDocument() {
    return position.tip().document();
  }

  /** What it says; before the first commit the one that genesis holds. */
  public KeyDocument document() {
    return keyDocument().map(KeyDocument.Signed::document).orElseGet(genesis::firstDocument);
  }

  @Override
  public Optional<Located> newest(String component) {
    return position.newest().newest(component);
  }

  /** The newest result or gap of every component, by component. */
  public Map<String, Located> newest() {
    return position.newest().all();
  }

  /** The newest entry of a chain: of a component, by keys of a cloud. */
  public Optional<Link> newest(String component, String cloud) {
    return position.chains().head(new ChainHead.Key(component, cloud)).map(ChainHead::newest);
  }

  /** Whether an id is among the newest of its chain, those that are remembered (chain §4.2). */
  public boolean remembers(Id id, String cloud) {
    return position
        .chains()
        .head(new ChainHead.Key(id.component(), cloud))
        .flatMap(h -> h.seen(id.prefix()))
        .isPresent();
  }

  /** The planned checks that wait for their own cloud's answer, by component, oldest first. */
  public List<OpenSlot> openSlots() {
    return position.newest().slots().all();
  }

  /** The activation in force of a policy, flow map or anchor set; its content says which. */
  public Optional<Located> inForce(PolicyContent.ObjectType object, String name) {
    return position.inForce().activation(object, name);
  }

  /** All activations in force of a type, by name. */
  public Map<String, Located> inForce(PolicyContent.ObjectType object) {
    return position.inForce().activations(object);
  }

  /** The newest entry of each grace window, by name, open or not. */
  public Map<String, Located> graces() {
    return position.inForce().graces();
  }

  /**
   * A challenge made from the newest standing commit (design, section 5; chain §4.6).
   *
   * @param salt 16 fresh random bytes
   * @param part name of the part of a composite, if one is challenged
   */
  public Challenge challenge(String component, Bytes salt, Optional<String> part) {
    String origin = genesis.genesis().origin();
    return head()
        .map(h -> new Challenge(origin, h.size(), h.root(), component, salt, part))
        .orElseGet(() -> new Challenge(origin, 0, Merkle.EMPTY_ROOT, component, salt, part));
  }

  /** What an entry says of a challenge that this view issued, before anything else is read. */
  public ChallengeReference reference(Bytes salt, Recipe recipe) {
    return new ChallengeReference(
        commit(), head().map(Head::size).orElse(0L), salt, recipe.label());
  }
}
