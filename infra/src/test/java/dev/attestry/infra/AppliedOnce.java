package dev.attestry.infra;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * States of applied configurations in {@code target/applied}, each under the hash of all that it
 * comes from: the modules, the variables, what gives ARNs, the packages and the stand-ins of the
 * providers. Tests run in several processes, and what one has applied the others take.
 */
final class AppliedOnce {

  private static final Path FOLDER = Path.of("target", "applied").toAbsolutePath();

  /** In the variables; relative ones are the modules' own. */
  private static final Pattern PACKAGE = Pattern.compile("\"([^\"]+[.]zip)\"");

  private AppliedOnce() {}

  /** What is there, or else what applying gives. */
  static byte[] state(String folder, String variables, Supplier<byte[]> apply) {
    try {
      Files.createDirectories(FOLDER);
      String key = key(folder, variables);
      Path kept = FOLDER.resolve(key + ".json");
      try (FileChannel channel =
              FileChannel.open(
                  FOLDER.resolve(key + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid() || !Files.exists(kept)) {
          Path part = Files.write(FOLDER.resolve(key + ".part"), apply.get());
          Files.move(part, kept, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.readAllBytes(kept);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String key(String folder, String variables) throws IOException {
    MessageDigest hash = sha256();
    hash.update((folder + "\n" + variables).getBytes(StandardCharsets.UTF_8));
    List<Path> texts = new ArrayList<>(files(Terraform.SOURCES));
    texts.add(Path.of(Applied.hook("hook")));
    for (Path p : texts) {
      hash.update((p + " " + Files.size(p) + "\n").getBytes(StandardCharsets.UTF_8));
      hash.update(Files.readAllBytes(p));
    }
    try (InputStream arns = Arns.class.getResourceAsStream("Arns.class")) {
      hash.update(Objects.requireNonNull(arns).readAllBytes());
    }
    // Large ones count by when they were written.
    List<Path> large = new ArrayList<>(files(Providers.mirror()));
    for (Matcher m = PACKAGE.matcher(variables); m.find(); ) {
      large.add(Terraform.SOURCES.resolve(folder).resolve(m.group(1)));
    }
    for (Path p : large) {
      String written = p + " " + Files.size(p) + " " + Files.getLastModifiedTime(p) + "\n";
      hash.update(written.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  private static List<Path> files(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
