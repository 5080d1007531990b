package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Home;
import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.Seen;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.InvalidDocument;
import dev.attestry.codec.Json;
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

  /** Remembers the newest commit of a log, by the genesis that pins it. */
  Home receipts(Bytes genesis) {
    Path file = folder.resolve("receipts").resolve(genesis.hex().substring(0, 32) + ".json");
    return new Home() {
      @Override
      public Optional<Seen> newest() throws IOException {
        return receipt(genesis);
      }

      @Override
      public void keep(Seen seen) throws IOException {
        Optional<Seen> kept = newest();
        if (kept.isEmpty() || kept.get().commit() < seen.commit()) {
          PrivateFiles.replace(file, encode(seen));
        }
      }
    };
  }

  /** The receipt kept for a log. */
  Optional<Seen> receipt(Bytes genesis) throws IOException {
    Path file = folder.resolve("receipts").resolve(genesis.hex().substring(0, 32) + ".json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      ObjectNode o = Json.readObject("receipt", Bytes.of(Files.readAllBytes(file)));
      return Optional.of(
          new Seen(
              hash(o, "genesis"),
              o.path("commit").longValue(),
              hash(o, "hash"),
              o.path("size").longValue()));
    } catch (MalformedInput e) {
      throw new IOException(file + " is damaged: " + e.getMessage());
    }
  }

  private static Bytes hash(ObjectNode o, String field) throws MalformedInput {
    String hex = o.path(field).asText();
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new MalformedInput("receipt", -1, "\"" + field + "\" is not a SHA-256");
    }
    return Bytes.ofHex(hex);
  }

  private static Bytes encode(Seen seen) {
    ObjectNode o = Json.object();
    o.put("genesis", seen.genesis().hex()).put("commit", seen.commit());
    o.put("hash", seen.hash().hex()).put("size", seen.size());
    return Bytes.utf8(Json.pretty(o) + "\n");
  }
}
