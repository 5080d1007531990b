package dev.attestry.cli;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Appender;
import dev.attestry.chain.Chain;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.Trust;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The log that a home is set up for, opened to write.
 *
 * @param bucket as people say where it is
 */
record Workspace(HomeFolder home, Settings settings, String bucket, Chain chain) {

  /** Opens it; the genesis is the one that was pinned when it was made. */
  static Workspace open(Terminal terminal, Optional<String> bucketGiven)
      throws UserError, IOException, MalformedInput {
    HomeFolder home = HomeFolder.of(terminal);
    Settings settings = home.requireSettings();
    Stores stores = new Stores(terminal);
    if (bucketGiven.isEmpty() && stores.isElsewhere(settings.bucket())) {
      return of(home, settings, stores.openByHand(settings.bucket(), settings.mode()));
    }
    Path directory =
        bucketGiven
            .map(terminal::path)
            .orElseGet(() -> home.folder().resolve(settings.bucket()).normalize());
    requireLog(directory, settings.shard());
    Settings there = settings.keptIn(directory.toString(), settings.mode());
    return of(home, there, DirectoryBucket.open(directory)).with(settings);
  }

  /** A log that lies where the settings say, in a bucket that was opened. */
  static Workspace of(HomeFolder home, Settings settings, Bucket bucket)
      throws IOException, MalformedInput {
    Trust trust =
        new Trust(
            Optional.of(settings.genesis()), Crypto.fastest(), home.receipts(settings.genesis()));
    return new Workspace(
        home, settings, settings.bucket(), Chain.open(bucket, settings.shard(), trust));
  }

  /** A mistyped directory is an error, never a new log. */
  static void requireLog(Path bucket, String shard) throws UserError {
    if (!Files.isDirectory(bucket)) {
      throw new UserError(
          "there is no bucket " + bucket, "check the path; \"attestry init\" makes a new log.");
    }
    if (!Files.isRegularFile(bucket.resolve(shard).resolve("genesis"))) {
      throw new UserError(
          bucket + " is not a log: it has no " + shard + "/genesis",
          "check the path; \"attestry init\" makes a new log.");
    }
  }

  Appender appender(Terminal terminal) throws UserError, IOException {
    NoteSigner key = home.keys().key(settings.writer(), terminal.random());
    return chain.appender(
        key, new Appender.Settings(terminal.random(), terminal.clock(), Workspace::sleep, 20));
  }

  /** The key document in force. */
  KeyDocument document() {
    return chain.view().document();
  }

  /** The same log, with other settings. */
  Workspace with(Settings other) {
    return new Workspace(home, other, bucket, chain);
  }

  private static void sleep(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }
}
