package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Chain;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Kind;
import dev.attestry.chain.VerifierKey;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attestry keys add}: the owner's next key document, and the commit that names it. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets another key write to the log.",
      "Signs the next key document with the owner key of this home and appends the commit that",
      "brings it into force.",
      ""
    },
    footer = {"", "Exit: 0 in force · 2 usage or input."})
final class KeysAddCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "VKEY",
      description = "The public half, as \"keys new\" prints it: name+id+key")
  private String vkey = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "commit, or policy: brings policies and maps into force. Default: commit.")
  private String role = "commit";

  @Option(
      names = "--cloud",
      paramLabel = "NAME",
      description = "Where it is held; chains are per component and cloud. Default: local.")
  private String cloud = FirstGenesis.CLOUD;

  @Option(
      names = "--component",
      paramLabel = "PREFIX",
      description = {
        "May write about components that begin so, and about the log itself (@log: plans, and what",
        "came of messages); may be repeated. Default: all."
      })
  private List<String> components = new ArrayList<>();

  @Option(
      names = "--instead-of",
      paramLabel = "NAME",
      description = {
        "Remove that key: it may write no more.",
        "If this home writes with it, then with the new one from now on."
      })
  private Optional<String> old = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  KeysAddCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UserError, IOException, MalformedInput {
    Workspace w = Workspace.open(terminal, Optional.empty());
    NextKeys next = new NextKeys(terminal, w);
    KeyDocument.Key added = added();
    Settings settings =
        old.equals(Optional.of(w.settings().writer()))
            ? w.settings().writingWith(added.name())
            : w.settings();
    long n = next.bring(with(added, next.before()), settings);
    if (json) {
      ObjectNode o = Json.object().put("document", n).put("name", added.name());
      terminal.out().println(o.put("commit", w.chain().view().commit()));
    } else {
      next.print(n);
      print(added);
    }
    return Exit.GOOD;
  }

  private List<KeyDocument.Key> with(KeyDocument.Key added, KeyDocument before) throws UserError {
    List<KeyDocument.Key> keys = new ArrayList<>(before.keys());
    if (old.isPresent() && !keys.removeIf(k -> k.name().equals(old.get()))) {
      throw NextKeys.unknown(old.get());
    }
    if (keys.stream().anyMatch(k -> k.name().equals(added.name()))) {
      throw new UserError("there is a key " + added.name() + " already", "choose another name.");
    }
    keys.add(added);
    return keys;
  }

  private KeyDocument.Key added() throws UserError {
    if (!role.equals("commit") && !role.equals("policy")) {
      throw new UserError("--role " + role + " is not a role", "say commit or policy.");
    }
    boolean commit = role.equals("commit");
    try {
      return new KeyDocument.Key(
          VerifierKey.parse(vkey),
          cloud,
          commit ? KeyDocument.Role.COMMIT : KeyDocument.Role.POLICY,
          commit ? scope() : List.of(),
          commit ? List.of(Kind.values()) : List.of());
    } catch (MalformedInput e) {
      throw new UserError(
          "not a public key: " + e.reason(), "\"attestry keys new NAME\" prints one.");
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()), "\"attestry keys new NAME\" makes one.");
    }
  }

  /** Who writes about components plans their checks as well: that is an entry about the log. */
  private List<String> scope() {
    if (components.isEmpty()) {
      return List.of("");
    }
    return Stream.concat(components.stream(), Stream.of(Chain.LOG)).distinct().toList();
  }

  private void print(KeyDocument.Key k) {
    old.ifPresent(o -> terminal.out().println("  " + o + " may write no more"));
    String about = KeysListCommand.about(k);
    terminal
        .out()
        .println(
            "  "
                + k.name()
                + " may write, as a "
                + k.role().label()
                + " key"
                + (about.isEmpty() ? "" : ": " + about));
  }
}
