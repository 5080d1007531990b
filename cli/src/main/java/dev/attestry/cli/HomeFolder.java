package dev.attestry.cli;

import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.NoteSigner;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * {@code $ATTESTRY_HOME}: settings, keys, receipts and the lab's PKI of one machine. Never in the
 * bucket, readable by its owner only.
 */
record HomeFolder(Path folder) {

  static HomeFolder of(Terminal terminal) {
    String given = terminal.environment().getOrDefault("ATTESTRY_HOME", "");
    return new HomeFolder(terminal.path(given.isEmpty() ? ".attestry" : given));
  }

  private Path settingsFile() {
    return folder.resolve("attestry.json");
  }

  Path lab() {
    return folder.resolve("lab");
  }

  /** The settings; empty if nothing was initialised here. */
  Optional<Settings> settings() throws UserError, IOException {
    if (!Files.exists(settingsFile())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Settings.read(Bytes.of(Files.readAllBytes(settingsFile()))));
    } catch (MalformedInput e) {
      throw new UserError(settingsFile() + ": " + e.getMessage(), "correct it, or restore it.");
    } catch (InvalidDocument e) {
      throw new UserError(
          settingsFile() + ": " + e.problems().get(0).message(), "correct it, or restore it.");
    }
  }

  Settings requireSettings() throws UserError, IOException {
    return settings()
        .orElseThrow(
            () ->
                new UserError(
                    "nothing is set up in " + folder,
                    "\"attestry init --origin NAME --bucket DIR\" makes a log; \"attestry sweep\""
                        + " without arguments runs the example."));
  }

  void keep(Settings settings) throws IOException {
    PrivateFiles.create(settingsFile(), settings.encode());
  }

  void replace(Settings settings) throws IOException {
    PrivateFiles.replace(settingsFile(), settings.encode());
  }

  NoteSigner createKey(String name, SecureRandom random) throws IOException {
    LocalSigner key = LocalSigner.generate(random);
    PrivateFiles.create(keyFile(name), key.toPem());
    return NoteSigner.of(name, key);
  }

  NoteSigner key(String name, SecureRandom random) throws UserError, IOException {
    if (!Files.exists(keyFile(name))) {
      throw new UserError(
          "no key " + keyFile(name), "this machine may read the log, not write to it.");
    }
    try {
      return NoteSigner.of(
          name, LocalSigner.ofPem(Bytes.of(Files.readAllBytes(keyFile(name))), random));
    } catch (MalformedInput e) {
      throw new UserError(keyFile(name) + ": " + e.reason(), "restore it from where it is kept.");
    }
  }

  private Path keyFile(String name) {
    return folder.resolve("keys").resolve(name + ".pem");
  }

  /** The receipts that this machine keeps of a log, by the genesis that pins it. */
  Receipts receipts(Bytes genesis) {
    return new Receipts(folder.resolve("receipts"), genesis);
  }
}
