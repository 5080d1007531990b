package dev.attestry.cli;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code $ATTESTRY_HOME}: settings, keys, receipts, the lab's PKI; its owner alone reads it. */
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

  KeyFolder keys() {
    return new KeyFolder(folder.resolve("keys"));
  }

  /** The receipts that this machine keeps of a log, by the genesis that pins it. */
  Receipts receipts(Bytes genesis) {
    return new Receipts(folder.resolve("receipts"), genesis);
  }
}
