package dev.attestry.lab.standin;

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
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A wire to a stand-in that hears the head of each request, also of one that speaks TLS. It can be
 * cut once: after a put has reached the store, before its answer.
 */
public final class Wire implements AutoCloseable {

  private static final int CHUNK = 1 << 16;
  private static final int HEAD = 1 << 13;
  private static final Pattern REQUEST = Pattern.compile("[A-Z]+ \\S+ HTTP/1.1\r\n");

  private final ServerSocket server;
  private final URI store;
  private final Ends ends;
  private final Predicate<String> put;
  private final Consumer<String> heard;
  private final AtomicReference<@Nullable Runnable> cut;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** What its two ends are made by. */
  private record Ends(ServerSocketFactory client, SocketFactory store) {

    private static final Ends PLAIN =
        new Ends(ServerSocketFactory.getDefault(), SocketFactory.getDefault());

    static Ends of(LoopbackTls tls) {
      return new Ends(tls.server().getServerSocketFactory(), tls.client().getSocketFactory());
    }
  }

  private Wire(
      URI store, Ends ends, Predicate<String> put, @Nullable Runnable onCut, Consumer<String> heard)
      throws IOException {
    this.server = ends.client.createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    this.store = store;
    this.ends = ends;
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
  public static Wire cut(URI store, String put, Runnable onCut) throws IOException {
    Predicate<String> isPut =
        head -> head.startsWith("PUT ") && head.lines().findFirst().orElse("").contains(put);
    return started(new Wire(store, Ends.PLAIN, isPut, onCut, head -> {}));
  }

  /** One that is not; {@code heard} gets request line and headers. */
  public static Wire heard(URI store, Consumer<String> heard) throws IOException {
    return started(new Wire(store, Ends.PLAIN, head -> false, null, heard));
  }

  /** The same over TLS on both sides. */
  static Wire heard(URI store, LoopbackTls tls, Consumer<String> heard) throws IOException {
    return started(new Wire(store, Ends.of(tls), head -> false, null, heard));
  }

  private static Wire started(Wire wire) {
    wire.start(wire::accept);
    return wire;
  }

  /** Where the stand-in is now, with its path. */
  public URI endpoint() {
    return URI.create(
        store.getScheme() + "://127.0.0.1:" + server.getLocalPort() + store.getPath());
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
        Socket upstream = ends.store.createSocket(store.getHost(), store.getPort())) {
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
