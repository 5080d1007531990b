package dev.attestry.cli;

import dev.attestry.chain.StoreProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Opens what {@code --bucket} names: a directory, or a location of a provider's store. */
record Stores(Terminal terminal) {

  /** A scheme of two letters at least: C:\ is none. */
  private static final Pattern LOCATION = Pattern.compile("([a-z][a-z0-9+.-]+)://.*");

  /** What lies in {@code lib/stores}, and what a location of it looks like. */
  private static final String HOW =
      "its jars belong in lib/stores; docs/cli.md says where they come from.";

  StoreProvider.Store open(String given) throws UserError, IOException {
    if (LOCATION.matcher(given).matches()) {
      return remote(given);
    }
    return directory(terminal.path(given));
  }

  StoreProvider.Store directory(Path directory) throws UserError, IOException {
    if (!Files.isDirectory(directory)) {
      throw new UserError("there is no bucket " + directory, "check the path.");
    }
    return DirectoryStore.open(directory);
  }

  private StoreProvider.Store remote(String given) throws UserError, IOException {
    URI location = location(given);
    Optional<StoreProvider> provider =
        new Installation(terminal)
            .services("stores", StoreProvider.class)
            .filter(p -> p.scheme().equals(location.getScheme()))
            .findFirst();
    if (provider.isEmpty()) {
      throw new UserError("no store for " + location.getScheme() + ":// is installed", HOW);
    }
    return provider.get().open(location);
  }

  private static URI location(String given) throws UserError {
    try {
      URI location = URI.create(given);
      if (location.getHost() != null || location.getAuthority() != null) {
        return location;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new UserError(
        given + " is not the location of a bucket",
        "write SCHEME://BUCKET or SCHEME://BUCKET/PREFIX.");
  }
}
