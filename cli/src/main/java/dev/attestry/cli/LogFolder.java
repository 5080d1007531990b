package dev.attestry.cli;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory that holds a log, or a copy of one.
 *
 * @param shard the newest, where it holds several
 * @param knownGenesis SHA-256 of the genesis that this machine was set up with, if it is this log
 * @param foundGenesis SHA-256 of the genesis that lies there
 */
record LogFolder(
    Path directory, String shard, Optional<Bytes> knownGenesis, Optional<Bytes> foundGenesis) {

  static LogFolder find(Terminal terminal, Optional<String> given) throws UserError, IOException {
    HomeFolder home = HomeFolder.of(terminal);
    Optional<Settings> settings = home.settings();
    if (given.isEmpty()) {
      Settings s = home.requireSettings();
      Path own = home.folder().resolve(s.bucket()).normalize();
      requireDirectory(own);
      return new LogFolder(own, s.shard(), Optional.of(s.genesis()), genesis(own, s.shard()));
    }
    Path directory = terminal.path(given.get());
    requireDirectory(directory);
    String shard = newestShard(directory);
    Optional<Bytes> found = genesis(directory, shard);
    Optional<Bytes> known =
        settings
            .filter(s -> s.shard().equals(shard))
            .filter(s -> isCopyOf(directory, shard, s))
            .map(Settings::genesis);
    return new LogFolder(directory, shard, known, found);
  }

  private static void requireDirectory(Path directory) throws UserError {
    if (!Files.isDirectory(directory)) {
      throw new UserError("there is no bucket " + directory, "check the path.");
    }
  }

  /** A year with a genesis or with commits in it. */
  private static String newestShard(Path directory) throws UserError, IOException {
    try (Stream<Path> all = Files.list(directory)) {
      List<String> shards =
          all.filter(p -> Files.exists(p.resolve("genesis")) || Files.exists(p.resolve("commit")))
              .map(p -> String.valueOf(p.getFileName()))
              .filter(n -> n.matches("[0-9]{4}"))
              .sorted()
              .toList();
      if (shards.isEmpty()) {
        throw new UserError(
            directory + " is not a log: no folder in it holds a genesis or commits",
            "check the path; a log's folder is named by its year.");
      }
      return shards.get(shards.size() - 1);
    }
  }

  /** Whether it claims to be the log of this machine: then this machine's pin counts. */
  private static boolean isCopyOf(Path directory, String shard, Settings s) {
    try {
      Path file = directory.resolve(shard).resolve("genesis");
      return Bytes.of(Files.readAllBytes(file)).utf8().contains("\"" + s.origin() + "\"");
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Bytes> genesis(Path directory, String shard) throws IOException {
    Path file = directory.resolve(shard).resolve("genesis");
    return Files.isRegularFile(file)
        ? Optional.of(HashAlgorithm.SHA256.digest(Bytes.of(Files.readAllBytes(file))))
        : Optional.empty();
  }
}
