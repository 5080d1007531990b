package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A directory, of which the first word is the path; with a second one, one that does it wrong. */
public final class DirectoryCrashStore implements CrashStore {

  @Override
  public Bucket open(List<String> where) throws IOException {
    Path root = Path.of(where.getFirst());
    Bucket directory = DirectoryBucket.open(root);
    return where.size() > 1 ? new RacyBucket(directory, root) : directory;
  }
}
