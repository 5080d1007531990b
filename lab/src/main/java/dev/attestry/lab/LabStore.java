package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a lab keeps between runs: the seed of its keys, the slow RSA key, last answers, and what it
 * need not make again.
 */
final class LabStore implements LabMemory {

  private final Path folder;
  private final SecureRandom random;

  LabStore(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  /** 32 bytes that all keys but the RSA key follow from. */
  Bytes seed() throws IOException {
    return kept("seed", () -> LabRandom.bytes(random, 32));
  }

  /** An RSA-4096 key. */
  KeyPair rsa4096() throws IOException {
    Bytes pkcs8 =
        kept("rsa-4096", () -> Bytes.of(LabRsa.pair(4096, random).getPrivate().getEncoded()));
    try {
      return LabKeyCodec.rsa(pkcs8);
    } catch (GeneralSecurityException e) {
      throw new IOException("the lab's RSA key cannot be read; remove the lab's folder", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file for each place: SHA-256 of input and content, then the content. One that is damaged
   * is made anew, and one that cannot be written is not kept.
   */
  @Override
  public Bytes kept(String place, Bytes input, Supplier<Bytes> make) {
    Path file = folder.resolve("made-" + HashAlgorithm.SHA256.digest(Bytes.utf8(place)).hex());
    Optional<Bytes> held = held(file, input);
    if (held.isPresent()) {
      return held.get();
    }
    Bytes made = make.get();
    try {
      write(file, Bytes.concat(HashAlgorithm.SHA256.digest(input, made), made));
    } catch (IOException e) {
      // The next run makes it again; what must be kept is written elsewhere and fails there.
    }
    return made;
  }

  private static Optional<Bytes> held(Path file, Bytes input) {
    try {
      Bytes b = Bytes.of(Files.readAllBytes(file));
      int digest = HashAlgorithm.SHA256.length();
      Bytes content = b.slice(Math.min(digest, b.length()), b.length());
      return b.startsWith(HashAlgorithm.SHA256.digest(input, content))
          ? Optional.of(content)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Optional<Bytes> last(String component) throws IOException {
    Path file = answer(component);
    return Files.exists(file) ? Optional.of(Bytes.of(Files.readAllBytes(file))) : Optional.empty();
  }

  void keepLast(String component, Bytes answer) throws IOException {
    write(answer(component), answer);
  }

  private Path answer(String component) {
    return folder.resolve("last-" + component.replace('/', '~'));
  }

  private Bytes kept(String name, Supplier<Bytes> make) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      write(file, make.get());
    }
    return Bytes.of(Files.readAllBytes(file));
  }

  private void write(Path file, Bytes content) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    // Created with mode 0600.
    Path temp = Files.createTempFile(folder, ".new", "");
    Files.write(temp, content.toArray());
    Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
