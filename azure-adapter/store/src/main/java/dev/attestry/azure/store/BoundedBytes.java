package dev.attestry.azure.store;

import dev.attestry.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes that come in, up to a limit: a server may send more than it was asked for. */
final class BoundedBytes extends OutputStream {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int limit;

  BoundedBytes(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] b, int from, int length) throws IOException {
    if (length > limit - bytes.size()) {
      throw new IOException("more than the " + limit + " bytes that were asked for");
    }
    bytes.write(b, from, length);
  }

  Bytes toBytes() {
    return Bytes.of(bytes.toByteArray());
  }
}
