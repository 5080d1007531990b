package dev.attestry.cli;

import dev.attestry.chain.LocalSigner;
import dev.attestry.chain.NoteSigner;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** The private keys of one machine, a PEM file each, by their names. */
record KeyFolder(Path folder) {

  /** A new key, kept here. */
  NoteSigner create(String name, SecureRandom random) throws IOException {
    LocalSigner key = LocalSigner.generate(random);
    PrivateFiles.create(file(name), key.toPem());
    return NoteSigner.of(name, key);
  }

  /** A key that is kept here. */
  NoteSigner key(String name, SecureRandom random) throws UserError, IOException {
    if (!Files.exists(file(name))) {
      throw new UserError(
          "no key " + file(name), "this machine may read the log, not write to it.");
    }
    try {
      return NoteSigner.of(
          name, LocalSigner.ofPem(Bytes.of(Files.readAllBytes(file(name))), random));
    } catch (MalformedInput e) {
      throw new UserError(file(name) + ": " + e.reason(), "restore it from where it is kept.");
    }
  }

  /** A key that may be kept here. */
  Optional<NoteSigner> find(String name, SecureRandom random) throws UserError, IOException {
    return Files.exists(file(name)) ? Optional.of(key(name, random)) : Optional.empty();
  }

  private Path file(String name) {
    return folder.resolve(name + ".pem");
  }
}
