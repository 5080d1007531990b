package dev.attestry.cli;

import dev.attestry.chain.NoteSigner;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry keys new}. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a key in $ATTESTRY_HOME/keys and prints its public half.",
      "It may do nothing until an owner says \"keys add\".",
      ""
    },
    footer = {"", "Exit: 0 made · 2 usage or input."})
final class KeysNewCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "NAME", description = "Its name: a-z 0-9 -")
  private String name = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  KeysNewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException {
    requireName(name);
    NoteSigner key = HomeFolder.of(terminal).keys().create(name, terminal.random());
    if (json) {
      terminal.out().println(Json.object().put("name", name).put("vkey", key.key().toString()));
    } else {
      terminal.out().println(key.key());
    }
    return Exit.GOOD;
  }

  static void requireName(String name) throws UserError {
    if (!name.matches("[a-z0-9-]{1,64}")) {
      throw new UserError(
          "\"" + name + "\" is not a name of a key",
          "1 to 64 of a-z 0-9 - make one, like writer-2.");
    }
  }
}
