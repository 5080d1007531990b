package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.CreateOutcome;
import dev.attestry.bucket.ObjectName;
import dev.attestry.bucket.PassingBucket;
import dev.attestry.bucket.ReadOutcome;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/** A directory whose create looks first and writes then: what a bucket must never do. */
final class RacyBucket extends PassingBucket {

  private final Path root;

  RacyBucket(Bucket directory, Path root) {
    super(directory);
    this.root = root;
  }

  @Override
  public CreateOutcome create(ObjectName name, Bytes body) {
    if (!(read(name, 0, 1) instanceof ReadOutcome.Absent)) {
      return new CreateOutcome.AlreadyThere();
    }
    try {
      Path file = root.resolve(name.value());
      Files.createDirectories(file.getParent());
      Path temp = root.resolve("racy-" + ProcessHandle.current().pid());
      Files.write(temp, body.toArray());
      Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
      return new CreateOutcome.Created();
    } catch (IOException e) {
      return new CreateOutcome.Unknown(e);
    }
  }

  @Override
  public Optional<Instant> retainedUntil(ObjectName name) {
    return Optional.empty();
  }
}
