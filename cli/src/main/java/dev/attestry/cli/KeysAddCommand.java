package dev.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attestry.chain.Genesis;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Kind;
import dev.attestry.chain.NoteSigner;
import dev.attestry.chain.VerifierKey;
import dev.attestry.codec.Json;
import dev.attestry.codec.MalformedInput;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      description = "May write about components that begin so; may be repeated. Default: all.")
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
    KeyDocument.Signed before =
        w.chain()
            .view()
            .keyDocument()
            .orElseThrow(
                () -> new UserError("the log has no commit yet", "run \"attestry sweep\" first."));
    KeyDocument.Key added = added();
    NoteSigner owner = w.home().keys().key("owner", terminal.random());
    KeyDocument.Signed next = Genesis.sign(next(before, added), List.of(owner));
    if (!w.chain().genesis().accepts(next, Crypto.fastest())) {
      throw new UserError(
          w.chain().genesis().genesis().threshold() + " owners must sign, this home has one key",
          "use the home that \"attestry init\" made.");
    }
    Settings settings =
        old.equals(Optional.of(w.settings().writer()))
            ? w.settings().writingWith(added.name())
            : w.settings();
    if (!w.with(settings).appender(terminal).rotate(next)) {
      throw new UserError(
          "another key document " + next.document().n() + " came first",
          "see \"attestry keys list\" and try again.");
    }
    if (!settings.equals(w.settings())) {
      w.home().replace(settings);
    }
    print(next.document(), added, w.chain().view().commit());
    return Exit.GOOD;
  }

  private KeyDocument next(KeyDocument.Signed before, KeyDocument.Key added) throws UserError {
    KeyDocument d = before.document();
    List<KeyDocument.Key> keys = new ArrayList<>(d.keys());
    if (old.isPresent() && !keys.removeIf(k -> k.name().equals(old.get()))) {
      throw new UserError("there is no key " + old.get(), "\"attestry keys list\" prints them.");
    }
    if (keys.stream().anyMatch(k -> k.name().equals(added.name()))) {
      throw new UserError("there is a key " + added.name() + " already", "choose another name.");
    }
    keys.add(added);
    return new KeyDocument(d.n() + 1, before.hash(), keys, d.highestVersion(), d.seal());
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
          !commit ? List.of() : components.isEmpty() ? List.of("") : components,
          commit ? List.of(Kind.values()) : List.of());
    } catch (MalformedInput e) {
      throw new UserError(
          "not a public key: " + e.reason(), "\"attestry keys new NAME\" prints one.");
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()), "\"attestry keys new NAME\" makes one.");
    }
  }

  private void print(KeyDocument d, KeyDocument.Key k, long commit) {
    if (json) {
      ObjectNode o = Json.object().put("document", d.n()).put("name", k.name());
      terminal.out().println(o.put("commit", commit));
      return;
    }
    terminal.out().println("key document " + d.n() + " is in force from commit " + commit + " on");
    old.ifPresent(o -> terminal.out().println("  " + o + " may write no more"));
    terminal.out().println("  " + k.name() + " may write, as a " + k.role().label() + " key");
  }
}
