package dev.attestry.cli;

import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Kind;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.Trust;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a log on this machine: owner, commit and policy key, key document 0 and genesis. */
final class Init {

  /** The cloud that keys of one machine belong to. */
  static final String CLOUD = "local";

  /** HIPAA, 45 CFR 164.316(b)(2)(i): six years; and the year that the shard runs. */
  private static final int RETENTION_YEARS = 7;

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
    NoteSigner owner = home.createKey("owner", terminal.random());
    NoteSigner commit = home.createKey(Settings.FIRST_WRITER, terminal.random());
    NoteSigner policy = home.createKey("policy", terminal.random());
    Genesis.Signed genesis = genesis(origin, lab, now, owner, document(commit, policy));
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

  private static KeyDocument document(NoteSigner commit, NoteSigner policy) {
    return new KeyDocument(
        0,
        Bytes.zeros(32),
        List.of(
            new KeyDocument.Key(
                commit.key(), CLOUD, KeyDocument.Role.COMMIT, List.of(""), List.of(Kind.values())),
            new KeyDocument.Key(
                policy.key(), CLOUD, KeyDocument.Role.POLICY, List.of(), List.of())),
        1,
        false);
  }

  private static Genesis.Signed genesis(
      String origin, boolean lab, Instant now, NoteSigner owner, KeyDocument first)
      throws UserError, IOException {
    ZonedDateTime made = now.atZone(ZoneOffset.UTC);
    try {
      return new Genesis(
              origin,
              String.valueOf(made.getYear()),
              lab,
              List.of(owner.key()),
              1,
              Genesis.CHALLENGE_SPAN,
              made.plusYears(RETENTION_YEARS).toInstant(),
              first,
              Optional.empty())
          .sign(List.of(owner));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "--origin " + origin + ": " + e.getMessage(), "name it like log.example.org/2026.");
    }
  }
}
