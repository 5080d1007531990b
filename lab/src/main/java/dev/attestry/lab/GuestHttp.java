package dev.attestry.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;

/**
 * Starts a guest's script for the neutral route for each connection, as a socket unit of systemd
 * with {@code Accept=yes} does, behind TLS if one asks for it. On the loopback only.
 */
public final class GuestHttp implements AutoCloseable {

  private final ServerSocket socket;
  private final String scheme;
  private final LiveGuest guest;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private GuestHttp(ServerSocket socket, String scheme, LiveGuest guest) {
    this.socket = socket;
    this.scheme = scheme;
    this.guest = guest;
  }

  /** Listens on a free port, without TLS. */
  public static GuestHttp start(LiveGuest guest) throws IOException {
    return start(ServerSocketFactory.getDefault(), "http", guest);
  }

  /** Listens on a free port, with TLS. */
  public static GuestHttp start(LiveGuest guest, LabTls tls) throws IOException {
    return start(tls.server().getServerSocketFactory(), "https", guest);
  }

  private static GuestHttp start(ServerSocketFactory sockets, String scheme, LiveGuest guest)
      throws IOException {
    ServerSocket socket = sockets.createServerSocket(0, 8, InetAddress.getLoopbackAddress());
    GuestHttp h = new GuestHttp(socket, scheme, guest);
    h.executor.execute(h::accept);
    return h;
  }

  /** Where it answers. */
  public URI url(String path) {
    return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort() + path);
  }

  private void accept() {
    try {
      while (true) {
        Socket s = socket.accept();
        executor.execute(() -> serve(s));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Process p = guest.process("/bin/sh", "-c", "exec attestry-evidence-http").start();
      executor.execute(() -> feed(connection, p));
      p.getInputStream().transferTo(connection.getOutputStream());
    } catch (IOException e) {
      // The other side is gone; the script ends with its input.
    }
  }

  /** Until the connection is closed. */
  private static void feed(Socket connection, Process to) {
    try (InputStream in = connection.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // The script has read what it wants.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    executor.shutdownNow();
  }
}
