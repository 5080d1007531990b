package dev.attestry.lab.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Microsoft's server that stands in for Azure Storage: blobs, without versions or immutability, and
 * queues.
 */
public final class Azurite {

  /** The account that every Azurite has, with a key that is no secret. */
  public static final String ACCOUNT = "devstoreaccount1";

  private static final String LABEL = "azurite";

  private Azurite() {}

  /** What is missing for it to run, with the way to get it; empty where it can. */
  public static Optional<String> missing() {
    return StandIns.missing(LABEL);
  }

  /**
   * Starts its blob service on a free loopback port and returns once it answers.
   *
   * @param work an existing folder for its log
   */
  public static StandIn startBlobs(Path work) throws IOException {
    Path home = StandIns.home(LABEL);
    URI at = StandIn.freePort();
    List<String> command =
        List.of(
            home.resolve("node_modules/.bin/azurite-blob").toString(),
            "--blobHost",
            at.getHost(),
            "--blobPort",
            Integer.toString(at.getPort()),
            "--inMemoryPersistence",
            "--disableTelemetry",
            "--silent",
            // Clients are newer than it, and say so in a header.
            "--skipApiVersionCheck");
    HttpStatus http = new HttpStatus();
    // Without a signature, a list of the account's containers is refused: by a server that works.
    URI list = at.resolve("/" + ACCOUNT + "?comp=list");
    return StandIns.started(
        StandIn.start(LABEL, at, command, Map.of(), work.toAbsolutePath()),
        () -> http.of(HttpRequest.newBuilder(list)) == 403);
  }

  /** Its services over TLS, for who has a token and no key. */
  record Account(StandIn server, URI blobs, URI queues) {}

  /**
   * Starts blobs and queues over TLS. It looks at a token's issuer, audience and age, not at its
   * signature, and takes every right for granted.
   *
   * @param work an existing folder for its log
   */
  static Account start(Path work, LoopbackTls tls) throws IOException {
    URI blobs = StandIn.freePort();
    URI queues = StandIn.freePort();
    URI tables = StandIn.freePort();
    LoopbackTls.Pem pem = tls.pem(work);
    List<String> command = new ArrayList<>();
    command.add(StandIns.home(LABEL).resolve("node_modules/.bin/azurite").toString());
    command.addAll(List.of("--inMemoryPersistence", "--disableTelemetry", "--silent"));
    command.addAll(List.of("--skipApiVersionCheck", "--oauth", "basic"));
    command.addAll(List.of("--cert", pem.certificate().toString(), "--key", pem.key().toString()));
    command.addAll(List.of("--blobPort", Integer.toString(blobs.getPort())));
    command.addAll(List.of("--queuePort", Integer.toString(queues.getPort())));
    command.addAll(List.of("--tablePort", Integer.toString(tables.getPort())));
    HttpStatus http = new HttpStatus(tls.client());
    URI list = URI.create(tls(queues) + "?comp=list");
    StandIn server =
        StandIns.started(
            StandIn.start(LABEL, tls(blobs), command, Map.of(), work.toAbsolutePath()),
            () -> http.of(HttpRequest.newBuilder(list)) == 403);
    return new Account(server, tls(blobs), tls(queues));
  }

  private static URI tls(URI at) {
    return URI.create("https://" + at.getAuthority() + "/" + ACCOUNT);
  }
}
