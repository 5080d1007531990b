package dev.attestry.cli;

import dev.attestry.bucket.Bucket;
import dev.attestry.chain.Retention;
import dev.attestry.chain.StoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Opens what {@code --bucket} names: a directory, or a location of a provider's store. */
record Stores(Terminal terminal) {

  /** A scheme of two letters at least: C:\ is none. */
  private static final Pattern LOCATION = Pattern.compile("([a-z][a-z0-9+.-]+)://.*");

  private static final String HOW =
      "its jars belong in lib/stores; docs/cli.md says where they come from.";

  StoreProvider.Store open(String given) throws UserError, IOException {
    Matcher location = LOCATION.matcher(given);
    return location.matches() ? remote(location.group(1), given) : directory(terminal.path(given));
  }

  StoreProvider.Store directory(Path directory) throws UserError, IOException {
    if (!Files.isDirectory(directory)) {
      throw new UserError("there is no bucket " + directory, "check the path.");
    }
    return DirectoryStore.open(directory);
  }

  /** Whether it names a provider's store. */
  boolean isElsewhere(String given) {
    return LOCATION.matcher(given).matches();
  }

  /** Opens a provider's store to write, as whom its own tools would. */
  Bucket openByHand(String location, Optional<String> mode) throws UserError, IOException {
    Optional<Retention.Mode> known =
        Stream.of(Retention.Mode.values())
            .filter(m -> mode.filter(m.name()::equals).isPresent())
            .findFirst();
    if (known.isEmpty()) {
      throw new UserError(
          "nothing says how " + location + " keeps what is written: COMPLIANCE or GOVERNANCE",
          "give --mode, or \"mode\" in this home's attestry.json, what the functions have as"
              + " ATTESTRY_BUCKET_MODE.");
    }
    String scheme = location.substring(0, location.indexOf(':'));
    return provider(scheme)
        .openByHand(location, Retention.ofShards(known.get()), terminal.environment());
  }

  private StoreProvider.Store remote(String scheme, String location) throws UserError, IOException {
    return provider(scheme).open(location);
  }

  private StoreProvider provider(String scheme) throws UserError, IOException {
    Optional<StoreProvider> provider =
        new Installation(terminal)
            .services("stores", StoreProvider.class)
            .filter(p -> p.scheme().equals(scheme))
            .findFirst();
    if (provider.isEmpty()) {
      throw new UserError("no store for " + scheme + ":// is installed", HOW);
    }
    return provider.get();
  }
}
