package dev.attestry.collateral;

import dev.attestry.chain.NoteSigner;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.collateral.Refusal.Refused;
import dev.attestry.crypto.Pem;
import dev.attestry.trust.TrustAnchor;
import dev.attestry.trust.TrustAnchors;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a bundle into a log's bucket, where functions find its documents in place of asking
 * vendors. Each is judged by itself; one that is refused keeps no other out.
 */
public final class CollateralImport {

  /** A set of keys that was vouched for longer ago is vouched for anew. */
  private static final Duration RENEWED = Duration.ofDays(1);

  private final Shelf shelf;
  private final Vouching vouching;
  private final TrustAnchors anchors;
  private final Optional<NoteSigner> policyKey;
  private final Instant now;

  /** What became of a document. */
  public enum Outcome {
    IMPORTED,
    /** The log has it already. */
    THERE,
    REFUSED;

    /** The published name: {@code imported}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One document of the bundle.
   *
   * @param file its name there
   * @param good until when it is good, where it says so or we do
   */
  public record Item(
      String file, Outcome outcome, Optional<Instant> good, Optional<Refusal> refusal) {}

  /**
   * @param log to whose bucket it goes
   * @param anchors by which documents are judged
   * @param policyKey vouches for sets of keys, which nobody signs
   * @param now time of judgement, and of the import
   */
  public CollateralImport(
      PinnedLog log, TrustAnchors anchors, Optional<NoteSigner> policyKey, Instant now) {
    this.shelf = new Shelf(log);
    this.vouching = new Vouching(log);
    this.anchors = anchors;
    this.policyKey = policyKey;
    this.now = now;
  }

  /**
   * Judges all of it, and keeps what is good.
   *
   * @throws IOException if the bucket fails; what was kept by then is kept
   */
  public List<Item> run(Bundle bundle) throws IOException {
    Authorities authorities = new Authorities(anchors, now);
    for (TrustAnchor.Material root : anchors.material(TrustAnchor.ANY, "root")) {
      authorities.add(certificates(root.bytes()));
    }
    List<Item> items = new ArrayList<>();
    List<BundleDocument> documents = new ArrayList<>();
    for (Map.Entry<String, Bytes> f : bundle.files().entrySet()) {
      try {
        BundleDocument d = BundleDocument.of(f.getKey(), f.getValue());
        documents.add(d);
        authorities.add(d.certificates());
      } catch (Refused e) {
        items.add(refused(f.getKey(), e.refusal()));
      }
    }
    for (BundleDocument d : documents) {
      items.add(item(d, authorities));
    }
    items.sort(Comparator.comparing(Item::file));
    return items;
  }

  private static Item refused(String file, Refusal why) {
    return new Item(file, Outcome.REFUSED, Optional.empty(), Optional.of(why));
  }

  private Item item(BundleDocument d, Authorities authorities) throws IOException {
    try {
      for (Wanted kept : d.known().companions(d.address())) {
        shelf.newest(kept, now).ifPresent(p -> authorities.add(certificates(p)));
      }
      new BundleExam(anchors, authorities, now).judge(d);
      Outcome outcome = Outcome.THERE;
      Optional<Instant> good = Optional.empty();
      for (Wanted w : d.wanted()) {
        Published p = new Published(w.url().toString(), d.body(), d.chain(), now);
        good = p.dated(w.kind());
        if (isNew(w, p)) {
          shelf.put(w, w.kind() == Wanted.Kind.KEYS ? vouched(p) : p);
          outcome = Outcome.IMPORTED;
        }
      }
      return new Item(d.file(), outcome, good, Optional.empty());
    } catch (Refused e) {
      return refused(d.file(), e.refusal());
    }
  }

  private boolean isNew(Wanted w, Published p) throws Refused {
    Optional<Published> kept = shelf.newest(w, now);
    if (kept.isEmpty()) {
      return true;
    }
    Optional<Instant> ours = p.issued(w.kind());
    Optional<Instant> theirs = kept.get().issued(w.kind());
    if (ours.isPresent() && theirs.isPresent() && ours.get().isBefore(theirs.get())) {
      throw new Refused(
          "the log has a newer one",
          "one of " + theirs.get() + " or later",
          "one of " + ours.get(),
          "nothing need be done; or fetch today's.");
    }
    boolean same = kept.get().body().equals(p.body()) && kept.get().chain().equals(p.chain());
    return !same
        || w.kind() == Wanted.Kind.KEYS
            && kept.get().fetchedAt().plus(RENEWED).isBefore(p.fetchedAt());
  }

  private Published vouched(Published p) throws Refused, IOException {
    if (policyKey.isEmpty() || !vouching.may(policyKey.get().key())) {
      throw new Refused(
          "nobody signs a set of keys, so somebody must vouch for it",
          "a policy key that is in force in this log",
          policyKey.isEmpty() ? "none in this home" : "a key that the log does not know as one",
          "import it in the home that holds the log's policy key.");
    }
    return vouching.sign(p, policyKey.get());
  }

  private static List<X509Certificate> certificates(Published p) {
    List<X509Certificate> all = new ArrayList<>(certificates(p.body()));
    all.addAll(certificates(Bytes.utf8(p.chain())));
    return all;
  }

  private static List<X509Certificate> certificates(Bytes derOrPem) {
    try {
      return Pem.certificates("certificate", derOrPem);
    } catch (MalformedInput e) {
      return List.of();
    }
  }
}
