package dev.attestry.lab;

import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;
import java.util.function.Supplier;

/** What a lab keeps between runs: the seed of its keys, the slow RSA key, and last answers. */
final class LabStore {

  private final Path folder;
  private final SecureRandom random;

  LabStore(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  /** 32 bytes that all keys but the RSA key follow from. */
  Bytes seed() throws IOException {
    return kept(
        "seed",
        () -> {
          byte[] seed = new byte[32];
          random.nextBytes(seed);
          return Bytes.of(seed);
        });
  }

  /** An RSA-4096 key. */
  KeyPair rsa4096() throws IOException {
    return pair(
        kept("rsa-4096", () -> Bytes.of(LabRsa.pair(4096, random).getPrivate().getEncoded())));
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

  private static KeyPair pair(Bytes pkcs8) throws IOException {
    try {
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      PrivateKey key = rsa.generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toArray()));
      if (key instanceof RSAPrivateCrtKey k) {
        return new KeyPair(
            rsa.generatePublic(new RSAPublicKeySpec(k.getModulus(), k.getPublicExponent())), k);
      }
      throw new IOException("the lab's RSA key cannot be read; remove the lab's folder");
    } catch (GeneralSecurityException e) {
      throw new IOException("the lab's RSA key cannot be read; remove the lab's folder", e);
    }
  }
}
