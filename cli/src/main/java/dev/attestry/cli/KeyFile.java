package dev.attestry.cli;

import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * A P-256 key pair in a file of its own, in PEM: the private key as PKCS #8 and the public key as
 * SubjectPublicKeyInfo.
 */
record KeyFile(String name, PrivateKey privateKey, Bytes spki) {

  static KeyFile create(Path folder, String name, SecureRandom random) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      String pem =
          pem("PRIVATE KEY", pair.getPrivate().getEncoded())
              + pem("PUBLIC KEY", pair.getPublic().getEncoded());
      PrivateFiles.create(file(folder, name), Bytes.utf8(pem));
      return new KeyFile(name, pair.getPrivate(), Bytes.of(pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes P-256 keys", e);
    }
  }

  static KeyFile read(Path folder, String name) throws IOException, MalformedInput {
    String structure = "key file " + file(folder, name);
    Bytes text = Bytes.of(Files.readAllBytes(file(folder, name)));
    Bytes pkcs8 = one(structure, "PRIVATE KEY", text);
    Bytes spki = one(structure, "PUBLIC KEY", text);
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toArray()));
      return new KeyFile(name, key, spki);
    } catch (GeneralSecurityException e) {
      throw new MalformedInput(structure, -1, "not an EC private key");
    }
  }

  private static Path file(Path folder, String name) {
    return folder.resolve(name + ".pem");
  }

  private static Bytes one(String structure, String label, Bytes text) throws MalformedInput {
    List<Bytes> blocks = Pem.blocks(structure, label, text);
    if (blocks.size() != 1) {
      throw new MalformedInput(structure, -1, "exactly one " + label + " expected");
    }
    return blocks.get(0);
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
