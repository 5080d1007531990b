package dev.attestry.cli;

import dev.attestry.chain.Genesis;
import dev.attestry.chain.KeyDocument;
import dev.attestry.crypto.Crypto;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The owner's next key document: from the one in force to the commit that names it. */
record NextKeys(Terminal terminal, Workspace w) {

  /** The one in force. */
  KeyDocument before() throws UserError {
    return signed().document();
  }

  /**
   * Signs it with the owner key of this home and brings it into force; whoever commits meanwhile
   * only comes first.
   *
   * @param keys all that it names
   * @param settings what this home has from then on
   * @return its number
   */
  long bring(List<KeyDocument.Key> keys, Settings settings) throws UserError, IOException {
    KeyDocument.Signed old = signed();
    KeyDocument d = old.document();
    KeyDocument.Signed next =
        Genesis.sign(
            new KeyDocument(d.n() + 1, old.hash(), keys, d.highestVersion(), d.seal()),
            List.of(w.home().keys().key("owner", terminal.random())));
    if (!w.chain().genesis().accepts(next, Crypto.fastest())) {
      throw new UserError(
          w.chain().genesis().genesis().threshold() + " owners must sign, this home has one key",
          "use the home that \"attestry init\" made.");
    }
    if (!w.with(settings).appender(terminal).rotate(next)) {
      throw new UserError(
          "another key document " + next.document().n() + " came first",
          "see \"attestry keys list\" and try again.");
    }
    if (!settings.equals(w.settings())) {
      w.home().replace(settings);
    }
    return next.document().n();
  }

  /** What "keys" prints first, whatever changed. */
  void print(long n) {
    terminal
        .out()
        .println(
            "key document " + n + " is in force from commit " + w.chain().view().commit() + " on");
  }

  static UserError unknown(String name) {
    return new UserError("there is no key " + name, "\"attestry keys list\" prints them.");
  }

  private KeyDocument.Signed signed() throws UserError {
    Optional<KeyDocument.Signed> d = w.chain().view().keyDocument();
    if (d.isEmpty()) {
      throw new UserError(
          "the log has no commit yet",
          "\"attestry policy activate\" makes one; in a lab \"attestry sweep\".");
    }
    return d.get();
  }
}
