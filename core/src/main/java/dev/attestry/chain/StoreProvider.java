package dev.attestry.chain;

import dev.attestry.bucket.Bucket;
import dev.attestry.codec.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Opens the buckets of one provider to read; found as a service, so that the command line needs no
 * SDK of a cloud that nobody asks for.
 */
public interface StoreProvider {

  /** The scheme of its locations: {@code s3}. */
  String scheme();

  /**
   * Opens a bucket.
   *
   * @param location bucket, and the prefix before every name: {@code s3://bucket/prefix}
   * @throws IOException if the place is none, or this machine has not what it takes to ask
   */
  Store open(String location) throws IOException;

  /** A bucket, opened to read. */
  interface Store extends Closeable {

    Bucket bucket();

    /** The names of the top folders. */
    List<String> folders() throws IOException;

    /**
     * From the key id of an encrypted pack to its key, asked from the provider's key service.
     *
     * @param layout of the log whose packs they are
     * @param problem is told why a key could not be had
     */
    Function<String, Optional<Bytes>> packKeys(Layout layout, Consumer<String> problem);
  }
}
