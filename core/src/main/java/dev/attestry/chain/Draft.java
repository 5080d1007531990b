package dev.attestry.chain;

import java.time.Instant;

/**
 * Everything of an entry but its place in the chain, which is computed on each attempt to append.
 *
 * <p>A chain remembers 16 ids (chain §4.2), so of more than 16 drafts about one component in one
 * call the later ones cannot keep their {@code since} and are appended as new attempts.
 *
 * @param id component, slot or operation, and attempt; the same for every repetition of a request
 * @param since number of the newest commit when the request was born, as {@link ChainView#commit()}
 *     says it; kept with the request, so that a repetition is recognised
 * @param rank orders entries within a batch: what is upstream has the lower rank; contents of one
 *     rank do not see each other
 * @param kind what {@code source} will make
 * @param once whether any result that stands under the id answers this one too, whatever it rests
 *     on, and any gap a gap: what comes twice from a queue is one check
 * @param source makes the content, anew for each attempt
 */
public record Draft(Id id, long since, int rank, Kind kind, boolean once, Source source) {

  /** A draft that only the same content answers. */
  public Draft(Id id, long since, int rank, Kind kind, Source source) {
    this(id, since, rank, kind, false, source);
  }

  /** Makes the content of an entry for the state of the log it will be appended to. */
  @FunctionalInterface
  public interface Source {

    /**
     * The content. Called again when another writer came first, so that upstream entries and what
     * follows from them are those of the commit that the entry is built on (design, section 6). The
     * evidence it refers to must be the same on each call.
     *
     * @param written the time that the commit will state: what is stale is judged by it, so that
     *     anyone can judge it again
     */
    Content on(Basis basis, Instant written);
  }

  /** A draft whose content does not depend on the state of the log. */
  public static Draft of(Id id, long since, Content content) {
    return new Draft(id, since, 0, content.kind(), (basis, written) -> content);
  }
}
