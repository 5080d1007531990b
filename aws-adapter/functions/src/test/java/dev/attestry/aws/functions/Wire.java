package dev.attestry.aws.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A wire to a stand-in that hears the head of each request. It can be cut once: after a put has
 * reached the store, before its answer.
 */
final class Wire implements AutoCloseable {

  private static final int CHUNK = 1 << 16;
  private static final int HEAD = 1 << 13;
  private static final Pattern REQUEST = Pattern.compile("[A-Z]+ \\S+ HTTP/1.1\r\n");

  private final ServerSocket server;
  private final URI store;
  private final Predicate<String> put;
  private final Consumer<String> heard;
  private final AtomicReference<@Nullable Runnable> cut;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private Wire(
      ServerSocket server,
      URI store,
      Predicate<String> put,
      @Nullable Runnable onCut,
      Consumer<String> heard) {
    this.server = server;
    this.store = store;
    this.put = put;
    this.cut = new AtomicReference<>(onCut);
    this.heard = heard;
  }

  /**
   * One that is cut.
   *
   * @param put what the path of the put contains
   * @param onCut runs when the store has answered, before anybody reads the answer
   */
  static Wire cut(URI store, String put, Runnable onCut) throws IOException {
    Predicate<String> isPut =
        head -> head.startsWith("PUT ") && head.lines().findFirst().orElse("").contains(put);
    return started(new Wire(socket(), store, isPut, onCut, head -> {}));
  }

  /** One that is not; {@code heard} gets request line and headers. */
  static Wire heard(URI store, Consumer<String> heard) throws IOException {
    return started(new Wire(socket(), store, head -> false, null, heard));
  }

  private static ServerSocket socket() throws IOException {
    return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  private static Wire started(Wire wire) {
    wire.start(wire::accept);
    return wire;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private interface Task {
    void run() throws IOException;
  }

  /** A connection that ends is no fault: whoever used it sees that. */
  private void start(Task task) {
    threads.execute(
        () -> {
          try {
            task.run();
          } catch (IOException e) {
            // The other side is gone.
          }
        });
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      start(() -> connect(client));
    }
  }

  private void connect(Socket client) throws IOException {
    try (client;
        Socket upstream = new Socket(store.getHost(), store.getPort())) {
      Connection c = new Connection();
      start(() -> c.requests(client.getInputStream(), upstream.getOutputStream()));
      c.answers(upstream.getInputStream(), client.getOutputStream());
    }
  }

  /** Whether the request on its way is the put. */
  private final class Connection {

    private volatile boolean putting;

    void requests(InputStream from, OutputStream to) throws IOException {
      byte[] chunk = new byte[CHUNK];
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        // Clients write the head of a request at once, and a body by itself.
        String head = new String(chunk, 0, Math.min(n, HEAD), StandardCharsets.ISO_8859_1);
        if (REQUEST.matcher(head).lookingAt()) {
          heard.accept(head);
          putting = put.test(head);
        }
        to.write(chunk, 0, n);
        to.flush();
      }
    }

    void answers(InputStream from, OutputStream to) throws IOException {
      byte[] chunk = new byte[CHUNK];
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        boolean done = new String(chunk, 0, n, StandardCharsets.ISO_8859_1).contains(" 200 ");
        @Nullable Runnable onCut = putting && done ? cut.getAndSet(null) : null;
        if (onCut != null) {
          onCut.run();
          return;
        }
        to.write(chunk, 0, n);
        to.flush();
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
