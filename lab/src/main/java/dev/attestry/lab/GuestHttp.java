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

/**
 * Starts a guest's script for the neutral route for each connection, as a socket unit of systemd
 * with {@code Accept=yes} does. On the loopback only, without TLS.
 */
public final class GuestHttp implements AutoCloseable {

  private final ServerSocket socket;
  private final LiveGuest guest;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private GuestHttp(ServerSocket socket, LiveGuest guest) {
    this.socket = socket;
    this.guest = guest;
  }

  /** Listens on a free port. */
  public static GuestHttp start(LiveGuest guest) throws IOException {
    GuestHttp h = new GuestHttp(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), guest);
    h.executor.execute(h::accept);
    return h;
  }

  /** Where it answers. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
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
