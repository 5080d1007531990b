package dev.attestry.cli;

import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.Trust;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a log on this machine: owner, commit and policy key, key document 0 and genesis. */
final class Init {

  private final Terminal terminal;
  private final HomeFolder home;

  Init(Terminal terminal) {
    this.terminal = terminal;
    this.home = HomeFolder.of(terminal);
  }

  /**
   * @param bucket as the settings keep it: relative to the home, or absolute
   * @param flows the flow map that is swept when none is named
   */
  Settings make(String origin, String bucket, boolean lab, Optional<String> flows)
      throws UserError, IOException {
    if (home.settings().isPresent()) {
      throw new UserError(
          home.folder() + " is set up already, for " + home.settings().get().origin(),
          "set ATTESTRY_HOME to another folder to make another log.");
    }
    Instant now = ClockCheck.now(terminal).truncatedTo(ChronoUnit.SECONDS);
    Path directory = home.folder().resolve(bucket).normalize();
    requireEmpty(directory);
    NoteSigner owner = home.keys().create("owner", terminal.random());
    NoteSigner commit = home.keys().create(Settings.FIRST_WRITER, terminal.random());
    NoteSigner policy = home.keys().create("policy", terminal.random());
    Genesis.Signed genesis =
        FirstGenesis.of(origin, lab, now, owner, FirstGenesis.document(commit, policy));
    Chain.create(
        DirectoryBucket.create(directory),
        genesis,
        Genesis.sign(genesis.firstDocument(), List.of(owner)),
        new Trust(Optional.of(genesis.hash()), Crypto.jdk(), home.receipts(genesis.hash())));
    Settings settings =
        new Settings(
            origin,
            genesis.genesis().shard(),
            bucket,
            Optional.empty(),
            genesis.hash(),
            flows,
            Settings.FIRST_WRITER);
    home.keep(settings);
    return settings;
  }

  private static void requireEmpty(Path directory) throws UserError, IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new UserError(
            directory + " is not empty", "a log begins in an empty or new directory.");
      }
    }
  }
}
