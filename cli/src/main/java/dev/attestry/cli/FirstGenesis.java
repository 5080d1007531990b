package dev.attestry.cli;

import dev.attestry.chain.Genesis;
import dev.attestry.chain.KeyDocument;
import dev.attestry.chain.Kind;
import dev.attestry.chain.NoteSigner;
import dev.attestry.codec.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** What the log of one machine begins with: its keys, and for how long it is kept. */
final class FirstGenesis {

  /** The cloud that keys of one machine belong to. */
  static final String CLOUD = "local";

  private FirstGenesis() {}

  /** Document 0: one key writes everything, another signs policies. */
  static KeyDocument document(NoteSigner commit, NoteSigner policy) {
    return new KeyDocument(
        0,
        Bytes.zeros(32),
        List.of(
            new KeyDocument.Key(
                commit.key(), CLOUD, KeyDocument.Role.COMMIT, List.of(""), List.of(Kind.values())),
            new KeyDocument.Key(
                policy.key(), CLOUD, KeyDocument.Role.POLICY, List.of(), List.of())),
        1,
        false);
  }

  /** Signed by its one owner. */
  static Genesis.Signed of(
      String origin, boolean lab, Instant now, NoteSigner owner, KeyDocument first)
      throws UserError, IOException {
    ZonedDateTime made = now.atZone(ZoneOffset.UTC);
    try {
      return new Genesis(
              origin,
              String.valueOf(made.getYear()),
              lab,
              List.of(owner.key()),
              1,
              Genesis.CHALLENGE_SPAN,
              Genesis.retention(made.getYear()),
              first,
              Optional.empty())
          .sign(List.of(owner));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "--origin " + origin + ": " + e.getMessage(), "name it like log.example.org/2026.");
    }
  }
}
