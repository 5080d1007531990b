package dev.attestry.cli;

import dev.attestry.chain.StoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private StoreProvider.Store remote(String scheme, String location) throws UserError, IOException {
    Optional<StoreProvider> provider =
        new Installation(terminal)
            .services("stores", StoreProvider.class)
            .filter(p -> p.scheme().equals(scheme))
            .findFirst();
    if (provider.isEmpty()) {
      throw new UserError("no store for " + scheme + ":// is installed", HOW);
    }
    return provider.get().open(location);
  }
}
