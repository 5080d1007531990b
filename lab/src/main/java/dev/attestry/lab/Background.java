package dev.attestry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Work that is done while others go on; a failure is that of whoever asks for the result. */
final class Background {

  private Background() {}

  /** Work that may fail to read or write. */
  @FunctionalInterface
  interface Work<T> {
    T done() throws IOException;
  }

  static <T> CompletableFuture<T> begin(Work<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.done();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** What came of it, once it is done. */
  static <T> T result(CompletableFuture<T> work) throws IOException {
    try {
      return work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      throw e;
    }
  }
}
