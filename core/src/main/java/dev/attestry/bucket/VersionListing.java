package dev.attestry.bucket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The keys of a store, ascending, each with its versions, read page by page. A page may cut a key's
 * versions in two. A page that fails is an UncheckedIOException.
 */
public final class VersionListing implements Iterator<VersionListing.Versions> {

  private final Pages pages;
  private final TreeMap<String, Versions> read = new TreeMap<>();
  private boolean more = true;

  private VersionListing(Pages pages) {
    this.pages = pages;
  }

  /**
   * All that a store keeps under one key.
   *
   * @param oldest version id of the oldest object version; empty where there are only markers
   * @param objects how many versions are objects
   * @param markers how many are delete markers; in a store that has none, 1 if no version is
   *     current
   */
  public record Versions(String key, Optional<String> oldest, int objects, int markers) {

    /** Nothing yet. */
    public static Versions none(String key) {
      return new Versions(key, Optional.empty(), 0, 0);
    }

    /**
     * With one more object, older than those before: for listings from the newest to the oldest.
     */
    public Versions withOlder(String version) {
      return new Versions(key, Optional.of(version), objects + 1, markers);
    }

    /** With one more delete marker. */
    public Versions withMarker() {
      return new Versions(key, oldest, objects, markers + 1);
    }

    /**
     * With one more object of a store without markers, where a deleted object is one of which no
     * version is current.
     *
     * @param version of two ids the smaller, as text, is the older
     */
    public Versions with(String version, boolean current) {
      Optional<String> first = oldest.filter(o -> o.compareTo(version) < 0);
      boolean hidden = !current && (objects == 0 || markers > 0);
      return new Versions(key, Optional.of(first.orElse(version)), objects + 1, hidden ? 1 : 0);
    }

    /** One object and nothing else: how it must be. */
    public boolean single() {
      return objects == 1 && markers == 0;
    }
  }

  /** Where the pages come from. */
  @FunctionalInterface
  public interface Pages {

    /**
     * Adds what the next page holds; no key of it is before the last of the page before.
     *
     * @return whether there are more pages
     */
    boolean next(VersionListing into) throws IOException;
  }

  /** Asks for the first page at once. */
  public static VersionListing of(Pages pages) throws IOException {
    VersionListing l = new VersionListing(pages);
    l.page();
    return l;
  }

  /**
   * The versions of exactly one key.
   *
   * @param pages of all keys that begin with it
   */
  public static Versions of(String key, Pages pages) throws IOException {
    try {
      VersionListing l = of(pages);
      // A key sorts before all that it is a prefix of.
      Versions first = l.hasNext() ? l.next() : Versions.none(key);
      return first.key().equals(key) ? first : Versions.none(key);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Adds a version or marker that a page shows. */
  public void add(String key, UnaryOperator<Versions> seen) {
    read.put(key, seen.apply(read.getOrDefault(key, Versions.none(key))));
  }

  private void page() throws IOException {
    more = pages.next(this);
  }

  @Override
  public boolean hasNext() {
    // What comes later is never before the last key that was read: of two, the first is whole.
    while (more && read.size() < 2) {
      try {
        page();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return !read.isEmpty();
  }

  @Override
  public Versions next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return read.pollFirstEntry().getValue();
  }
}
