package dev.attestry.lab.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.Json;
import java.io.IOException;
import java.net.URI;

/**
 * A fake of what Azure Resource Manager says of one storage account (api-version 2023-05-01), since
 * no stand-in has it: blobs without versions, each container with a locked policy. That something
 * keeps to it is for another fake to show.
 */
final class FakeResourceManager implements AutoCloseable {

  /** The account's resource id. */
  static final String ACCOUNT =
      "/subscriptions/00000000-0000-4000-8000-000000000003/resourceGroups/lab"
          + "/providers/Microsoft.Storage/storageAccounts/"
          + Azurite.ACCOUNT;

  private static final String SERVICE = ACCOUNT + "/blobServices/default";

  private final FakeHttp http;
  private final int days;

  private FakeResourceManager(LoopbackTls tls, int days) throws IOException {
    this.days = days;
    this.http = FakeHttp.start(tls.server(), this::handle);
  }

  /**
   * One on a free port of the loopback.
   *
   * @param days that each container's policy keeps a blob
   */
  static FakeResourceManager start(LoopbackTls tls, int days) throws IOException {
    return new FakeResourceManager(tls, days);
  }

  URI endpoint() {
    return http.endpoint();
  }

  private void handle(HttpExchange x) throws IOException {
    String path = x.getRequestURI().getPath();
    if (FakeHttp.header(x, "Authorization").filter(a -> a.startsWith("Bearer ")).isEmpty()) {
      FakeHttp.answer(x, 401, "application/json", Bytes.utf8("{}"));
    } else if (path.equals(SERVICE)) {
      ObjectNode o = Json.object();
      o.putObject("properties").put("isVersioningEnabled", false);
      FakeHttp.answer(x, 200, "application/json", Bytes.utf8(o.toString()));
    } else if (path.startsWith(SERVICE + "/containers/")) {
      ObjectNode o = Json.object();
      o.putObject("properties")
          .putObject("immutabilityPolicy")
          .putObject("properties")
          .put("immutabilityPeriodSinceCreationInDays", days)
          .put("state", "Locked");
      FakeHttp.answer(x, 200, "application/json", Bytes.utf8(o.toString()));
    } else {
      FakeHttp.answer(x, 404, "application/json", Bytes.utf8("{}"));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
