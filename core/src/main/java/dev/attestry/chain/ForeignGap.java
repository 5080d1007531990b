package dev.attestry.chain;

import java.time.Instant;
import java.util.Optional;

/** A gap about another cloud's component, before it is written: one is enough (chain §4.1). */
record ForeignGap(Id id, GapContent gap, Batch batch) {

  /** Empty if the content is another one. */
  static Optional<ForeignGap> of(Id id, Content content, Batch batch) {
    return content instanceof GapContent gap && !batch.signer().covers(id.component())
        ? Optional.of(new ForeignGap(id, gap, batch))
        : Optional.empty();
  }

  /** Where an entry stands, and cloud of the key that signed it. */
  record Place(String cloud, long commit, long index) {

    private static Place of(Located l) {
      return new Place(l.cloud(), l.commit(), l.link().index());
    }
  }

  /** Whether it would count: then no entry that stands does, under whatever id. */
  boolean counts(Instant written) {
    return slot().filter(s -> s.takes(gap, written)).isPresent();
  }

  /**
   * What is said of its slot, whoever wrote it.
   *
   * @param keys says which clouds may answer it
   */
  Optional<Place> answer(KeyDocument keys) {
    Optional<OpenSlot> slot = slot();
    if (slot.isPresent()) {
      return slot.get().said().map(Place::of);
    }
    return batch
        .newest()
        .answer(id.component(), gap.slot())
        .map(Place::of)
        .or(() -> remembered(keys));
  }

  /** Its own cloud's answer, once others of its component came after it. */
  private Optional<Place> remembered(KeyDocument keys) {
    Id.Prefix first = new Id(id.component(), gap.slot(), 1).prefix();
    return keys.keys().stream()
        .filter(k -> k.role() == KeyDocument.Role.COMMIT && k.covers(id.component()))
        .map(KeyDocument.Key::cloud)
        .distinct()
        .flatMap(
            cloud ->
                batch
                    .chains()
                    .head(new ChainHead.Key(id.component(), cloud))
                    .flatMap(h -> h.seen(first))
                    .map(s -> new Place(cloud, s.commit(), s.index()))
                    .stream())
        .findFirst();
  }

  private Optional<OpenSlot> slot() {
    return batch.newest().slots().of(id.component(), gap);
  }
}
