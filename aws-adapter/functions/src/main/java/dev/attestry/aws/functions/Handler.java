package dev.attestry.aws.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.attestry.codec.Bytes;
import dev.attestry.codec.MalformedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What all handlers are: bytes of an event in, bytes of an answer out. Public, since the runtime
 * calls the method that is declared here.
 */
public abstract class Handler implements RequestStreamHandler {

  /** The largest event that Lambda delivers. */
  private static final int MAX_EVENT = 7 << 20;

  /** Works off one event. */
  abstract Bytes handle(Bytes event) throws IOException, MalformedInput, InterruptedException;

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Bytes event = Bytes.of(input.readNBytes(MAX_EVENT));
    try {
      output.write(handle(event).toArray());
    } catch (MalformedInput e) {
      throw new IOException("the event cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
