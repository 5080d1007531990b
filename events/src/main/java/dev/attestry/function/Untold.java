package dev.attestry.function;

import dev.attestry.chain.ActionContent;
import dev.attestry.chain.Chain;
import dev.attestry.chain.Draft;
import dev.attestry.chain.Id;
import dev.attestry.chain.Link;
import dev.attestry.codec.Bytes;
import dev.attestry.crypto.HashAlgorithm;
import dev.attestry.events.Notification;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Notifications that no topic took: one entry for all of a run, so that the log says so too. */
record Untold(FunctionLog log, List<Notification> all) {

  /**
   * Writes it down; the same once.
   *
   * @param cause the first entry that they were to tell of
   */
  void write(Link cause) throws IOException {
    String ids = all.stream().map(Notification::id).collect(Collectors.joining("\n"));
    Id id = new Id(Chain.LOG, "notify:" + HashAlgorithm.SHA256.digest(Bytes.utf8(ids)).hex(), 1);
    ActionContent content =
        new ActionContent(
            cause, "notify", "given-up", log.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    synchronized (log) {
      Chain chain = log.chain();
      log.appender(chain)
          .append(
              List.of(
                  new Draft(
                      id, chain.view().commit(), 0, content.kind(), true, (b, w) -> content)));
    }
  }
}
