package dev.attestry.cli;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.chain.Layout;
import dev.attestry.chain.StoreProvider;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A log, or a copy of one, that a bucket holds; close it.
 *
 * @param name as people say where it is
 * @param shard the one that was asked for; else the newest, where it holds several
 * @param knownGenesis SHA-256 of the genesis that this machine was set up with, if it is this log
 * @param foundGenesis SHA-256 of the genesis that lies there
 */
record FoundLog(
    String name,
    StoreProvider.Store store,
    String shard,
    Optional<Bytes> knownGenesis,
    Optional<Bytes> foundGenesis)
    implements AutoCloseable {

  private static final String YEAR = "[0-9]{4}";

  static FoundLog find(Terminal terminal, Optional<String> given) throws UserError, IOException {
    return find(terminal, given, Optional.empty());
  }

  /**
   * @param year of a bucket with the logs of several; without it that of this machine's log or, of
   *     a bucket that is named, the newest
   */
  static FoundLog find(Terminal terminal, Optional<String> given, Optional<String> year)
      throws UserError, IOException {
    if (year.filter(y -> !y.matches(YEAR)).isPresent()) {
      throw new UserError(
          "--shard must be the year of a log, found \"" + year.get() + "\"",
          "give it four digits, as 2026.");
    }
    HomeFolder home = HomeFolder.of(terminal);
    Optional<Settings> settings = home.settings();
    Stores stores = new Stores(terminal);
    if (given.isEmpty()) {
      Settings s = home.requireSettings();
      StoreProvider.Store own =
          stores.isElsewhere(s.bucket())
              ? stores.open(s.bucket())
              : stores.directory(home.folder().resolve(s.bucket()).normalize());
      String shard = year.isPresent() ? shard(own, year) : s.shard();
      Optional<Bytes> known = Optional.of(s.genesis()).filter(g -> s.shard().equals(shard));
      Optional<Bytes> found = genesis(own.bucket(), shard).map(HashAlgorithm.SHA256::digest);
      return new FoundLog(own.toString(), own, shard, known, found);
    }
    StoreProvider.Store store = stores.open(given.get());
    String shard = shard(store, year);
    Optional<Bytes> genesis = genesis(store.bucket(), shard);
    // Whether it claims to be the log of this machine: then this machine's pin counts.
    Optional<Bytes> known =
        settings
            .filter(s -> s.shard().equals(shard))
            .filter(s -> genesis.filter(g -> g.utf8().contains(quoted(s.origin()))).isPresent())
            .map(Settings::genesis);
    Optional<Bytes> found = genesis.map(HashAlgorithm.SHA256::digest);
    return new FoundLog(store.toString(), store, shard, known, found);
  }

  Bucket bucket() {
    return store.bucket();
  }

  private static String quoted(String s) {
    return '"' + s + '"';
  }

  /** A year with a genesis or with commits in it: the one that is asked for, or the newest. */
  private static String shard(StoreProvider.Store store, Optional<String> asked)
      throws UserError, IOException {
    List<String> years =
        store.folders().stream().filter(n -> n.matches(YEAR)).sorted().toList().reversed();
    for (String year : asked.map(List::of).orElse(years)) {
      if (genesis(store.bucket(), year).isPresent() || begun(store.bucket(), year)) {
        return year;
      }
    }
    if (asked.isPresent() && !years.isEmpty()) {
      throw new UserError(
          store + " has no log of " + asked.get(),
          "its folders of years are " + String.join(", ", years.reversed()) + ".");
    }
    throw new UserError(
        store + " is not a log: no folder in it holds a genesis or commits",
        "check the path; a log's folder is named by its year.");
  }

  private static boolean begun(Bucket bucket, String year) {
    return bucket.read(new Layout(year).commit(0)) instanceof ReadOutcome.Found;
  }

  private static Optional<Bytes> genesis(Bucket bucket, String shard) throws IOException {
    return switch (bucket.read(new Layout(shard).genesis())) {
      case ReadOutcome.Found f -> Optional.of(f.bytes());
      case ReadOutcome.Absent a -> Optional.empty();
      case ReadOutcome.Unreadable u -> throw new IOException(u.reason());
    };
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
