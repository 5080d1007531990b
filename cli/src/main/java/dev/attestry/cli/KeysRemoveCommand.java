package dev.attestry.cli;

import dev.attestry.chain.KeyDocument;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry keys remove}: the owner's next key document, without a key. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes a key out of the key document: it may write to the log no more.",
      "What it wrote keeps standing.",
      ""
    },
    footer = {"", "Exit: 0 in force · 2 usage or input."})
final class KeysRemoveCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "NAME", description = "Its name, as \"keys list\" has it")
  private String name = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  KeysRemoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput {
    Workspace w = Workspace.open(terminal, Optional.empty());
    NextKeys next = new NextKeys(terminal, w);
    List<KeyDocument.Key> keys = new ArrayList<>(next.before().keys());
    if (!keys.removeIf(k -> k.name().equals(name))) {
      throw NextKeys.unknown(name);
    }
    if (name.equals(w.settings().writer())) {
      throw new UserError(
          "this home writes with " + name + ": nobody could commit its removal",
          "\"attestry keys add … --instead-of " + name + "\" replaces it.");
    }
    long n = next.bring(keys, w.settings());
    if (json) {
      terminal
          .out()
          .println(
              Json.object()
                  .put("document", n)
                  .put("removed", name)
                  .put("commit", w.chain().view().commit()));
    } else {
      next.print(n);
      terminal.out().println("  " + name + " may write no more");
    }
    return Exit.GOOD;
  }
}
