package dev.attestry.cli;

import dev.attestry.bucket.Bucket;
import dev.attestry.bucket.DirectoryBucket;
import dev.attestry.chain.Layout;
import dev.attestry.chain.StoreProvider;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** A bucket that is a directory. No key service belongs to it. */
record DirectoryStore(Path directory, Bucket bucket) implements StoreProvider.Store {

  static DirectoryStore open(Path directory) throws IOException {
    return new DirectoryStore(directory, DirectoryBucket.open(directory));
  }

  @Override
  public List<String> folders() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(Files::isDirectory).map(p -> String.valueOf(p.getFileName())).toList();
    }
  }

  @Override
  public Function<String, Optional<Bytes>> packKeys(Layout layout, Consumer<String> problem) {
    return id -> {
      problem.accept("key " + id + ": a directory has no key service");
      return Optional.empty();
    };
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return directory.toString();
  }
}
